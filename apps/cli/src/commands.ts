import { parseArgs } from 'node:util';
import { Accounts, MEMBER_ROLE_LABELS, ROLES, type Role } from '@chasqui/accounts';
import { Calls } from '@chasqui/calls';
import { DemoModule, LoadDemo, PlayMainJob } from '@chasqui/demo';
import { conflict, invalid, SystemClock } from '@chasqui/kernel';
import { loadReferenceData } from '@chasqui/reference-data';
import { CoreModule, WorkModule } from '@chasqui/runtime';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { exportCatalogue } from './catalogue-export.js';
import { importCatalogueFile } from './catalogue-import.js';
import { evaluate } from './evaluate.js';
import { extract } from './extract.js';
import { mailCheck } from './mail-check/mail-check.js';
import { importPlans } from './plan-import.js';
import { rank } from './rank.js';
import { type Connection, withConnection, withDatabase } from './connect.js';

interface Command {
  readonly name: string;
  readonly usage: string;
  readonly help: string;
  /** Resolves with the exit code when it is not 0. */
  readonly run: (args: string[]) => Promise<number | void>;
}

const DEFAULT_TIMEOUT_SECONDS = 120;

export const commands: readonly Command[] = [
  {
    name: 'demo:run',
    usage: 'demo:run [--timeout segundos]',
    help: 'Publica una convocatoria de demostración y espera coincidencias y correos',
    run: demoRun,
  },
  {
    name: 'migrate',
    usage: 'migrate',
    help: 'Lleva la base de datos a esta versión y carga los datos de referencia',
    run: async () => {
      await withConnection(({ databaseUrl }) =>
        withDatabase(databaseUrl, async (database) => {
          print({ loaded: await loadReferenceData(database.manager) });
        }),
      );
    },
  },
  {
    name: 'account:add',
    usage: 'account:add --email correo --name nombre --role papel [--gad código]',
    help: `Registra a una persona; ingresa con un enlace. Papeles: ${ROLES.map((role) => `${role} (${MEMBER_ROLE_LABELS[role]})`).join(', ')}`,
    run: accountAdd,
  },
  {
    name: 'plan:import',
    usage: 'plan:import --file plan.xlsx --gad código --label nombre',
    help:
      'Carga un PDOT (.xlsx, .ods, .csv; o .json de uno o varios GAD) como versión vigente; todo o nada. ' +
      'Las filas sin tema toman los que se encuentran en sus palabras. ' +
      'También: --from y --until AAAA-MM-DD, --ordinance, --url, --no-suggested-themes',
    run: planImport,
  },
  {
    name: 'catalogue:export',
    usage: 'catalogue:export --file catalogo.ndjson [--with-personal]',
    help:
      'Guarda todo el catálogo para llevarlo a otra instancia: también borradores, planes y propuestas. ' +
      'Los contactos de personas solo con --with-personal',
    run: catalogueExport,
  },
  {
    name: 'catalogue:import',
    usage: 'catalogue:import --file catalogo.ndjson',
    help: 'Llena una instancia nueva con un catálogo guardado; todo o nada, y nadie recibe avisos',
    run: catalogueImport,
  },
  {
    name: 'rank',
    usage: 'rank --calls calls.json --gads gads.json [--now off|fecha] --out ranking.json',
    help:
      'Ordena las convocatorias de un archivo para cada GAD de otro, sin base de datos. ' +
      'Sin --now (o con off) no cuentan los plazos ni las reglas con fecha',
    run: rank,
  },
  {
    name: 'evaluate',
    usage: 'evaluate --judgments judgments.csv --calls calls.json --gads gads.json',
    help:
      'Compara ese orden con juicios de personas y con búsquedas de texto: nDCG@10, MAP, P@5 y condiciones. ' +
      'También: --now, --half tuning|test|all, --details gad, --json, --database url, --no-postgres',
    run: evaluate,
  },
  {
    name: 'extract',
    usage: 'extract --file texto.txt|página.html|bases.pdf [--lang es|en|pt|fr|it|ca|de] [--published fecha]',
    help:
      'Lee las fechas, los montos y los porcentajes de un archivo y los escribe como un arreglo JSON. ' +
      'Desde --published se cuentan los plazos y se toma el año que falta',
    run: extract,
  },
  {
    name: 'mail:check',
    usage: 'mail:check [dominio] [--ip dirección] [--selector nombre] [--json]',
    help:
      'Dice en qué estado está el dominio que envía: SPF, DKIM, DMARC, DNS inverso y rebotes, y qué hacer. ' +
      'Sale con 1 si falta algo. También: --servidor 127.0.0.1:5353, el servidor de nombres al que se pregunta',
    run: mailCheck,
  },
];

/** One JSON line on standard output. */
function print(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

async function demoRun(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { timeout: { type: 'string' } } });
  const seconds = Number(values.timeout ?? DEFAULT_TIMEOUT_SECONDS);
  if (!(seconds > 0))
    throw invalid('cli.timeout', 'Indique el tiempo de espera en segundos, por ejemplo --timeout 60.');
  await withConnection(async (connection) => {
    if (connection.settings.mode !== 'demo') {
      throw conflict('demo.not_demo', 'Esta instancia no está en modo de demostración (CHASQUI_MODE=demo).');
    }
    if (!connection.instance) return playAlone(connection, seconds);
    return withDatabase(connection.databaseUrl, async (database) => {
      const clock = new SystemClock();
      print(await new PlayMainJob(database, new Calls(database, clock), clock).execute(seconds * 1000));
    });
  });
}

/** No instance is running: this process does the queued work itself while it plays. */
async function playAlone({ settings, databaseUrl }: Connection, seconds: number): Promise<void> {
  @Module({ imports: [CoreModule.register(settings, databaseUrl), WorkModule, DemoModule] })
  class PlayModule {}

  const app = await NestFactory.createApplicationContext(PlayModule, {
    logger: ['error'],
    abortOnError: false,
  });
  try {
    await loadReferenceData(app.get(DataSource).manager);
    await app.get(LoadDemo).execute();
    print(await app.get(PlayMainJob).execute(seconds * 1000));
  } finally {
    await app.close();
  }
}

async function accountAdd(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { email: text, name: text, role: text, gad: text } });
  const { email, name, role, gad } = values;
  if (!email || !name || !isRole(role)) {
    throw invalid('cli.account', `Indique --email, --name y --role (${ROLES.join(', ')}).`);
  }
  await withConnection(({ databaseUrl, instance, settings }) =>
    withDatabase(databaseUrl, async (database) => {
      const accounts = new Accounts(database, new SystemClock());
      const memberships = [{ role, gadCode: gad ?? null }];
      const account = await database.transaction((manager) =>
        accounts.register(manager, { email, name, password: null, memberships }, null),
      );
      const link = await accounts.issueLink(account.id);
      const signInPath = `/ingresar/enlace/${link?.token}`;
      const signInUrl = `${instance?.url ?? settings.publicUrl}${signInPath}`;
      print({ id: account.id, email: account.email, signInPath, signInUrl });
    }),
  );
}

async function planImport(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      file: text,
      gad: text,
      label: text,
      from: text,
      until: text,
      ordinance: text,
      url: text,
      'no-suggested-themes': { type: 'boolean' },
    },
  });
  const { file, 'no-suggested-themes': without = false, ...plan } = values;
  if (!file) throw invalid('cli.plan', 'Indique el archivo: plan:import --file plan.xlsx.');
  await withConnection(({ databaseUrl }) =>
    withDatabase(databaseUrl, async (database) =>
      print(await importPlans(database.manager, file, { ...plan, suggestThemes: !without })),
    ),
  );
}

async function catalogueExport(args: string[]): Promise<void> {
  const options = { file: { type: 'string' }, 'with-personal': { type: 'boolean' } } as const;
  const { values } = parseArgs({ args, options });
  const { file, 'with-personal': personal = false } = values;
  if (!file) throw invalid('cli.catalogue', 'Indique el archivo: catalogue:export --file catalogo.ndjson.');
  await withConnection(({ databaseUrl }) =>
    withDatabase(databaseUrl, async (database) => print(await exportCatalogue(database, file, personal))),
  );
}

async function catalogueImport(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { file: { type: 'string' } } });
  const { file } = values;
  if (!file) throw invalid('cli.catalogue', 'Indique el archivo: catalogue:import --file catalogo.ndjson.');
  await withConnection(({ databaseUrl }) =>
    withDatabase(databaseUrl, async (database) => print(await importCatalogueFile(database, file))),
  );
}

function isRole(text: string | undefined): text is Role {
  return ROLES.some((role) => role === text);
}
