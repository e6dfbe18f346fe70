import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';

interface LintConfig {
  readonly overrides: readonly {
    readonly files: readonly string[];
    readonly rules: Record<string, unknown>;
  }[];
}

const read = (...path: string[]) => readFileSync(join(projectRoot(), ...path), 'utf8');
const list = (...path: string[]) => readdirSync(join(projectRoot(), ...path), { withFileTypes: true });

/** Every TypeScript source below a folder, as a path from the project's folder. */
function sources(folder: string): string[] {
  return list(folder).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? sources(path) : /(?<!\.spec)\.tsx?$/.test(path) ? [path] : [];
  });
}

describe('the lint rules', () => {
  const { overrides } = JSON.parse(read('.oxlintrc.json').replace(/^\s*\/\/.*$/gm, '')) as LintConfig;

  it.each(list('libs').flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])))(
    'say what libs/%s may import',
    (name) => {
      const own = overrides.filter(({ files }) => files.includes(`libs/${name}/src/**`));
      expect(own).toHaveLength(1);
      expect(JSON.stringify(own[0]!.rules['no-restricted-imports'])).toMatch(
        /^\["error".*"@chasqui\/\*\/\*\*"/,
      );
    },
  );
});

describe('the migrations', () => {
  const files = list('migrations').map(({ name }) => name.replace(/\.ts$/, ''));

  it.each(files.filter((name) => name !== 'index'))('%s is in the list, in order', (name) => {
    const index = read('migrations', 'index.ts');
    const [time, verb] = name.split('-');
    expect(index).toContain(`import { ${verb}${time} } from './${name}.js';`);
    const listed = index.slice(index.lastIndexOf('[')).match(/\d{13}/g) ?? [];
    expect(listed).toContain(time);
    expect(listed).toEqual(listed.toSorted());
  });
});

describe('the environment', () => {
  it('is read by libs/config only; programs hand it over whole, to it or to a program they start', () => {
    const readers = ['apps', 'libs', 'migrations'].flatMap(sources).filter((file) => {
      const handedOver = /read(?:Service)?Settings\(process\.env\)|env: \{ \.\.\.process\.env,/g;
      return !file.startsWith('libs/config/') && read(file).replace(handedOver, '').includes('process.env');
    });
    expect(readers).toEqual([]);
  });
});
