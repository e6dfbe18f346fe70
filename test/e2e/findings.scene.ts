import { Accounts } from '@chasqui/accounts';
import { Calls } from '@chasqui/calls';
import { DrawSample, Finding, type FindingKind, NoteMissing, ReadCapture } from '@chasqui/intake';
import { addDays, localDate } from '@chasqui/kernel';
import { CaptureStore, Source, SourceItem, Sources } from '@chasqui/sources';
import type { CheerioAPI } from 'cheerio';
import { callInput } from '../support/builders.js';
import { filledIn } from '../support/forms.js';
import type { TestApp, Visitor } from '../support/http.js';

const NO_RUN = '00000000-0000-0000-0000-000000000000';
export const CARMEN = 'carmen.curadora@chasqui.example';
export const OTHER_CURATOR = 'sara.segunda@chasqui.example';
export const DESK = '/curaduria/novedades';
/** Words that no Spanish page says. */
export const FOREIGN = /(?<!\p{L})(the|and|with|undefined|null|NaN|Invalid|true|false)(?!\p{L})|\[object/u;
export const SITE = 'https://agencia.example';

/** What a page of a call says; the site is read as most small ones are. */
export interface CallPage {
  readonly title: string;
  readonly close: string;
  readonly more?: string;
}

/** "2031-03-15" as a page of a source writes it. */
export const MARCH = '15 de marzo de 2031';
export const APRIL = '30 de abril de 2031';

export const RIVERS: CallPage = {
  title: 'Fondo para el cuidado de ríos y quebradas',
  close: MARCH,
  more: `<p>Pueden postular gobiernos autónomos descentralizados municipales y parroquiales del Ecuador.</p>
    <p>El monto máximo por proyecto es de USD 50.000. Antes cerraba el <del>1 de febrero de 2031</del>.</p>
    <p>Consultas: rios@agencia.example</p>
    <p><a href="/docs/bases.pdf">Bases de la convocatoria</a></p>`,
};

/** What somebody who wants to do harm writes into a page. */
export const HOSTILE: CallPage = {
  title:
    'Fondo &lt;script&gt;window.robado=1&lt;/script&gt; "&gt;&lt;img src=x onerror=window.robado=2&gt; agua',
  close: `${MARCH} &lt;/mark&gt;&lt;script&gt;window.robado=3&lt;/script&gt;`,
  more: `<p>&lt;svg onload=window.robado=4&gt; Financia el agua segura de las parroquias rurales del Ecuador.</p>
    <p><a href="javascript:window.robado=5">Bases de la trampa</a> <a href="/docs/limpias.pdf">Bases limpias</a></p>`,
};

function htmlOf({ title, close, more = '' }: CallPage): string {
  return `<!doctype html><html lang="es"><head><meta charset="utf-8"><title>${title}</title></head><body>
    <nav><a href="/">Inicio</a></nav><main><h1>${title}</h1>
    <p>Esta convocatoria apoya a gobiernos locales del Ecuador que cuidan el agua con sus comunidades.</p>
    <p>Fecha límite para postular: ${close} a las 17:00.</p>${more}</main></body></html>`;
}

/** Where a finding is shown. */
export const findingUrl = (id: string, page = '') => `${DESK}/${id}${page}`;

/** What is chosen for each field on the page of a finding. */
export function choicesIn(page: CheerioAPI): Record<string, string> {
  const radios = page('#decision input[type=radio][checked]').toArray();
  return Object.fromEntries(radios.map((radio) => [page(radio).attr('name')!, page(radio).attr('value')!]));
}

/** A source whose pages are handed in one by one, and what becomes of them at the desk. */
export class FindingScene {
  private count = 0;

  private constructor(
    private readonly test: TestApp,
    readonly source: Source,
    readonly donorId: string,
  ) {}

  static async open(test: TestApp, changes: object = {}): Promise<FindingScene> {
    const [donor] = await test.database.query<[{ id: string }]>(`SELECT id FROM donor WHERE slug = 'giz'`);
    const source = await test.app.get(Sources, { strict: false }).create(
      {
        name: 'Agencia de prueba',
        homeUrl: SITE,
        donorId: donor.id,
        everyMinutes: 1440,
        adapter: 'pasted',
        config: { defaults: { zone: 'America/Guayaquil' } },
        ...changes,
      },
      null,
    );
    return new FindingScene(test, source, donor.id);
  }

  async row<Row>(sql: string, ...values: unknown[]): Promise<Row> {
    const [row] = await this.test.database.query<[Row]>(sql, values);
    return row;
  }

  /** Nothing waits any more. */
  async clear(): Promise<void> {
    await this.test.database.query(`UPDATE finding SET state = 'superseded' WHERE state = 'open'`);
  }

  /** The form as it is shown, with every value accepted. */
  async accepted(id: string, who?: Visitor): Promise<Record<string, string | string[]>> {
    const visitor = who ?? (await this.test.as(CARMEN));
    const { page } = await visitor.get(findingUrl(id));
    const radios = page('#decision input[type=radio][value=aceptar]').toArray();
    const all = radios.map((radio) => [page(radio).attr('name')!, 'aceptar'] as const);
    return { ...filledIn(page, '#decision'), ...Object.fromEntries(all) };
  }

  /** A second curator, signed in. */
  async otherCurator(): Promise<Visitor> {
    const { app, database } = this.test;
    const account = {
      email: OTHER_CURATOR,
      name: 'Sara Segunda',
      password: null,
      memberships: [{ role: 'curator' as const, gadCode: null }],
    };
    await app.get(Accounts).register(database.manager, account, null);
    return this.test.as(OTHER_CURATOR);
  }

  /** A new item of the source; its page was never read. */
  item(): Promise<SourceItem> {
    this.count += 1;
    const at = new Date();
    const url = `${SITE}/convocatorias/${this.source.slug}-${this.count}`;
    return this.test.database.manager.save(SourceItem, {
      sourceId: this.source.id,
      key: url,
      url,
      title: 'sin leer',
      firstSeenAt: at,
      lastSeenAt: at,
      lastRunId: NO_RUN,
      contentHash: '',
    });
  }

  /** The source says this of the item now, and it is read. */
  async says(item: SourceItem, page: CallPage): Promise<void> {
    const { app, database } = this.test;
    const origin = {
      itemId: item.id,
      runId: null,
      definitionVersion: this.source.definitionVersion,
      at: new Date(),
    };
    const part = {
      name: 'página',
      url: item.url,
      mediaType: 'text/html',
      charset: 'utf-8',
      body: Buffer.from(htmlOf(page)),
    };
    const store = app.get(CaptureStore, { strict: false });
    const captureId = await database.transaction((manager) => store.save(manager, origin, [part]));
    await app.get(ReadCapture, { strict: false }).execute({ captureId });
  }

  /** A page that nobody has seen, waiting at the desk. @returns the id of its finding */
  async brings(page: CallPage): Promise<string> {
    const item = await this.item();
    await this.says(item, page);
    return (await this.finding(item, 'new')).id;
  }

  async finding(item: Pick<SourceItem, 'id'>, kind: FindingKind): Promise<Finding> {
    const where = { itemId: item.id, kind };
    return this.test.database.manager.findOneOrFail(Finding, { where, order: { createdAt: 'DESC' } });
  }

  stored(id: string): Promise<Finding> {
    return this.test.database.manager.findOneByOrFail(Finding, { id });
  }

  /** The source no longer lists an item. @returns the id of its finding */
  async drops(item: SourceItem): Promise<string> {
    await this.test.database.manager.update(SourceItem, item.id, { missing: 2 });
    await this.test.app.get(NoteMissing, { strict: false }).execute({ itemId: item.id });
    return (await this.finding(item, 'vanished')).id;
  }

  /** A call of the item that was published a day ago without anybody looking. @returns the id of the sample */
  async samples(item: SourceItem): Promise<string> {
    const { app, database } = this.test;
    const closes = `${addDays(localDate(new Date()), 90)}T17:00`;
    const input = callInput(this.donorId, {
      title: RIVERS.title,
      deadlineLocal: closes,
      sourceUrl: item.url,
    });
    const calls = app.get(Calls, { strict: false });
    const { id } = await calls.create(input, null);
    await calls.publish(id, null);
    await database.query('UPDATE item_memory SET call_id = $2 WHERE item_id = $1', [item.id, id]);
    await database.query(
      `UPDATE audit_entry SET at = at - interval '1 day' WHERE entity = 'call' AND entity_id = $1`,
      [id],
    );
    await database.query(`UPDATE finding SET state = 'superseded' WHERE item_id = $1 AND kind = 'new'`, [
      item.id,
    ]);
    await app.get(DrawSample, { strict: false }).execute();
    return (await this.finding(item, 'sample')).id;
  }
}
