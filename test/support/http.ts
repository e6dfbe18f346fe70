import vm from 'node:vm';
import { Accounts } from '@chasqui/accounts';
import { readSettings } from '@chasqui/config';
import { freePort } from '@chasqui/embedded-database';
import { migrate } from '@chasqui/persistence';
import { ConsoleLogger, type Type } from '@nestjs/common';
import { loadPackage } from '@nestjs/common/internal';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type CheerioAPI, load } from 'cheerio';
import { DataSource } from 'typeorm';
import { createApp } from '../../apps/api/src/create-app.js';
import { freshDatabase } from './database.js';

type Form = Readonly<Record<string, string | readonly string[]>>;
type Headers = Readonly<Record<string, string>>;

/** What came back from one request; redirects are not followed. */
export interface Answer {
  readonly status: number;
  readonly headers: globalThis.Headers;
  readonly text: string;
  /** Where a redirect leads; empty when there is none. */
  readonly location: string;
  /** The body as a page. */
  readonly page: CheerioAPI;
  /** The body as JSON. */
  readonly data: unknown;
}

/** Somebody with a browser or a program: keeps the session cookie from one request to the next. */
export class Visitor {
  constructor(
    private readonly origin: string,
    public session = '',
  ) {}

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  /** Sends a form as a browser does; several values of one field become a list. */
  post(path: string, form: Form = {}, headers: Headers = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(form)) {
      for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
    }
    return this.send('POST', path, body, headers);
  }

  /** Sends a form with a file. */
  upload(path: string, file: { name: string; bytes: Uint8Array }, field = 'archivo'): Promise<Answer> {
    const body = new FormData();
    body.append(field, new Blob([Buffer.from(file.bytes)]), file.name);
    return this.send('POST', path, body, {});
  }

  json(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown): Promise<Answer> {
    return this.send(method, path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  private async send(
    method: string,
    path: string,
    body: URLSearchParams | FormData | string | undefined,
    headers: Headers,
  ): Promise<Answer> {
    const response = await fetch(new URL(path, this.origin), {
      method,
      redirect: 'manual',
      headers: { ...(this.session && { cookie: `chasqui_session=${this.session}` }), ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const cookie = /^chasqui_session=([^;]*)/.exec(response.headers.get('set-cookie') ?? '');
    if (cookie) this.session = cookie[1]!;
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get('location') ?? '',
      get page() {
        return load(text);
      },
      get data() {
        return JSON.parse(text) as unknown;
      },
    };
  }
}

/** Node's own import, past the module loader of Jest. */
const importWithNode = vm.runInThisContext('(name) => import(name)', {
  importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}) as (name: string) => Promise<unknown>;

/** A CommonJS package that requires an ES module: Node loads it, Jest before Node 24.9 cannot. Nest finds it loaded. */
async function loadStaticFiles(): Promise<void> {
  await loadPackage('@fastify/static', 'the tests', () => importWithNode('@fastify/static'));
}

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly database: DataSource;
  /** Somebody who has not signed in. */
  visitor(): Visitor;
  /** The person with this address, signed in. */
  as(email: string): Promise<Visitor>;
  close(): Promise<void>;
}

/** The product on a database of its own, listening on this machine. `modules` are added to its own ones. */
export async function startTestApp(
  environment: Readonly<Record<string, string>> = {},
  modules: readonly Type[] = [],
): Promise<TestApp> {
  const database = await freshDatabase();
  const port = String(await freePort());
  const settings = readSettings({ CHASQUI_MODE: 'demo', PORT: port, ...environment });
  await loadStaticFiles();
  await migrate(database.url);
  const logger = new ConsoleLogger({ logLevels: ['error', 'fatal'] });
  const app = await createApp(settings, database.url, logger, modules);
  await app.listen(settings.port, '127.0.0.1');
  const url = `http://localhost:${port}`;
  const accounts = app.get(Accounts);
  return {
    app,
    url,
    database: app.get(DataSource),
    visitor: () => new Visitor(url),
    as: async (email) => {
      const account = await accounts.findByEmail(email);
      const link = account && (await accounts.issueLink(account.id));
      if (!link) throw new Error(`Nobody has the address ${email}.`);
      return new Visitor(url, await accounts.signInWithLink(link.token));
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** Asks again and again until the answer is not empty; fails with what was waited for after the deadline. */
export async function eventually<Value>(
  what: string,
  question: () => Promise<Value | null | undefined | false> | Value | null | undefined | false,
  withinMs = 20_000,
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await question();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Until every published call is matched, and every notice that is due is in a mail that is finished. */
export async function untilQuiet(database: DataSource, withinMs = 20_000): Promise<void> {
  await eventually(
    'all jobs are done',
    async () => {
      const [row] = await database.query<[{ open: number }]>(
        `SELECT (SELECT count(*) FROM call c
                   LEFT JOIN matching_run r ON r.call_id = c.id AND r.call_revision = c.revision
                  WHERE c.state = 'published' AND r.notified_at IS NULL)::int
              + (SELECT count(*) FROM notification WHERE state = 'pending' AND due_at <= now())::int
              + (SELECT count(*) FROM outgoing_mail WHERE state = 'sending'
                    OR state IN ('pending', 'unknown') AND next_attempt_at < '9999-01-01')::int AS open`,
      );
      return row.open === 0;
    },
    withinMs,
  );
}
