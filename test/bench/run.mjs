// npm run -s bench -- <name> [--quick] [--json]
// Runs one benchmark on the built product. The last line on stdout is one JSON object: name, figures, machine.
import { arch, cpus, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

const benchmarks = {
  'main-job': './main-job.mjs',
  catalogue: './catalogue.mjs',
  matching: './matching.mjs',
  extraction: './extraction.mjs',
  smtp: './smtp.mjs',
  fanout: './fanout.mjs',
  crash: './crash.mjs',
  digest: './digest.mjs',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});
const [name] = positionals;
if (!name || !(name in benchmarks)) {
  process.stderr.write(
    `Uso: npm run -s bench -- <nombre> [--quick] --json\nNombres: ${Object.keys(benchmarks).join(', ')}\n`,
  );
  process.exit(2);
}
const { run } = await import(benchmarks[name]);
const figures = await run({ quick: values.quick });
if (!values.json)
  for (const [figure, value] of Object.entries(figures)) process.stdout.write(`${figure}: ${value}\n`);
const machine = {
  cpus: cpus().length,
  cpu: cpus()[0]?.model ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: `${platform()} ${arch()}`,
};
process.stdout.write(`${JSON.stringify({ name, figures, machine })}\n`);
