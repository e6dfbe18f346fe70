import 'reflect-metadata';
import { DomainError } from '@chasqui/kernel';
import { commands } from './commands.js';

/** `npm run -s cli -- <command> [options]`: results on standard output, everything else on standard error. */
async function run([name, ...args]: string[]): Promise<number> {
  const command = commands.find((each) => each.name === name);
  if (!command) {
    const wrong = name === undefined || name === 'help' ? '' : `No existe la orden «${name}».\n\n`;
    const width = Math.max(...commands.map((each) => each.usage.length)) + 2;
    const list = commands.map((each) => `  ${each.usage.padEnd(width)} ${each.help}`).join('\n');
    process.stderr.write(`${wrong}Uso: npm run -s cli -- <orden>\n\n${list}\n`);
    return wrong ? 2 : 0;
  }
  try {
    return (await command.run(args)) ?? 0;
  } catch (error) {
    if (isWrongOption(error)) {
      process.stderr.write(`Las opciones no son correctas. Uso: npm run -s cli -- ${command.usage}\n`);
      return 2;
    }
    const fields =
      error instanceof DomainError ? error.fields.map((field) => `\n  ${field.message}`).join('') : '';
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${text}${fields}\n`);
    return 1;
  }
}

/** Node tells wrong options in English. */
function isWrongOption(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}

process.exitCode = await run(process.argv.slice(2));
