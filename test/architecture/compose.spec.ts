import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readSettings } from '@chasqui/config';
import { projectRoot } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly image: string;
  readonly command?: readonly string[];
  readonly healthcheck?: unknown;
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<'api' | 'worker' | 'postgres' | 'redis', Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const read = (...path: string[]) => readFileSync(join(projectRoot(), ...path), 'utf8');
const composeText = read('docker-compose.yml');
const compose = parse(composeText, { merge: true }) as Compose;
const dockerfile = read('apps', 'Dockerfile');
const sorted = (names: Iterable<string>) => [...new Set(names)].toSorted();
const first = (text: string, pattern: RegExp) =>
  sorted([...text.matchAll(pattern)].map((match) => match[1]!));

/** Variables that the settings know, and those that docker-compose.yml asks for. */
const known = first(read('libs', 'config', 'src', 'settings.ts'), /^ {2}([A-Z][A-Z_]+): /gm);
const interpolated = first(composeText, /\$\{([A-Z_]+)/g);

/** The schema of the Compose Specification, as the linter for compose files ships it. */
function composeSchema(): object {
  const folder = dirname(createRequire(import.meta.url).resolve('dclint/package.json'));
  const schema = JSON.parse(readFileSync(join(folder, 'schemas', 'compose.schema.json'), 'utf8')) as object;
  return { ...schema, $schema: 'http://json-schema.org/draft-07/schema#' };
}

describe('docker-compose.yml', () => {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(composeSchema());

  it('follows the Compose Specification', () => {
    validate(compose);
    expect(validate.errors).toBeNull();
    expect(validate({ ...compose, services: { api: { image: 'chasqui', healtcheck: {} } } })).toBe(false);
  });

  it('starts what an installation needs, with storage that outlives the containers', () => {
    const { api, worker, postgres, redis } = compose.services;
    for (const service of [api, postgres, redis]) expect(service).toHaveProperty('healthcheck');
    expect(worker.command).toContain('dist/apps/worker/src/main.js');
    expect(worker.environment).toEqual(api.environment);
    expect([postgres.image, redis.image]).toEqual(['postgres:18', 'redis:8']);
    const mounted = [postgres, redis].flatMap(({ volumes = [] }) =>
      volumes.map((volume) => volume.split(':')[0]),
    );
    expect(mounted).toEqual(Object.keys(compose.volumes));
  });

  it('holds no password, and asks for what it cannot guess', () => {
    for (const name of ['POSTGRES_PASSWORD', 'SMTP_URL', 'PUBLIC_URL', 'MAIL_FROM', 'LINK_SECRET']) {
      expect(composeText).not.toMatch(new RegExp(`\\$\\{${name}(?!:\\?Indique ${name}, )`));
    }
    expect(compose.services.postgres.environment['POSTGRES_PASSWORD']).toMatch(
      /^\$\{POSTGRES_PASSWORD:\?[^}]+\}$/,
    );
    expect(compose.services.api.environment['DATABASE_URL']).toMatch(
      /^postgres:\/\/chasqui:\$\{POSTGRES_PASSWORD:/,
    );
  });

  it('gives the program settings it accepts: production, with the work in the other service', () => {
    const { environment } = compose.services.api;
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    const given = {
      POSTGRES_PASSWORD: 'x1',
      LINK_SECRET: 'x'.repeat(32),
      SMTP_URL: 'smtp://mail.example',
      PUBLIC_URL: 'https://chasqui.example',
    };
    const values: Record<string, string> = { ...given, MAIL_FROM: 'avisos@chasqui.example' };
    const fill = (text: string) =>
      text.replace(
        /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
        (_, name: string, otherwise: string) => values[name] ?? otherwise,
      );
    const filled = Object.entries(environment).map(([name, text]) => [name, fill(text)]);
    expect(readSettings(Object.fromEntries(filled))).toMatchObject({
      mode: 'production',
      worker: 'separate',
      host: '0.0.0.0',
      databaseUrl: 'postgres://chasqui:x1@postgres:5432/chasqui',
      redisUrl: 'redis://redis:6379',
    });
  });
});

describe('apps/Dockerfile', () => {
  const folders = ['apps', 'libs'].flatMap((parent) =>
    readdirSync(join(projectRoot(), parent)).flatMap((name) => [
      `${parent}/${name}/assets`,
      `${parent}/${name}/data`,
    ]),
  );

  it.each(folders.filter((folder) => existsSync(join(projectRoot(), folder))))(
    'brings %s along',
    (folder) => {
      expect(dockerfile).toContain(`\nCOPY ${folder} ${folder}\n`);
    },
  );

  it('does not run as root', () => {
    expect(dockerfile).toMatch(/\nUSER node\n(?![^]*\nUSER )/);
  });
});

describe('.env.example', () => {
  const example = read('.env.example');

  it('explains every variable of the settings and of docker-compose.yml, and no other', () => {
    expect(known).toContain('DATABASE_URL');
    expect(first(example, /^#?([A-Z][A-Z_]+)=/gm)).toEqual(sorted([...known, ...interpolated]));
  });

  it('shows values that the program accepts', () => {
    const lines = [...example.matchAll(/^#([A-Z][A-Z_]+)=(.+)$/gm)].map(([, name, value]) => [name!, value!]);
    expect(readSettings(Object.fromEntries(lines))).toMatchObject({
      publicUrl: 'https://chasqui.example.gob.ec',
    });
  });

  it('says the default of each', () => {
    for (const block of example.split('\n\n').slice(1))
      expect(block).toMatch(/Por defecto: |sin valor por defecto/);
  });
});
