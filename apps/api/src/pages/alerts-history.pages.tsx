import { type Person, SignedLinks } from '@chasqui/accounts';
import { Clock } from '@chasqui/kernel';
import { NOTICE_KIND_LABELS, NOTICE_KINDS, type NoticeKind } from '@chasqui/notifications';
import { AlertPreferences } from '@chasqui/subscriptions';
import { Controller, Get, Header, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, SignedIn } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { NextPage, withQuery } from '../views/parts.js';
import { AlertsNav } from './alerts-nav.js';
import { NoticeView } from './notice-view.js';
import { noticesOf } from './notice-history.query.js';

const URL = '/avisos/historial';

const listQuery = z.object({
  clase: z.enum(NOTICE_KINDS).optional().catch(undefined),
  desde: z.string().max(80).optional().catch(undefined),
});

/** Everything that a person was told, or will be. */
@Controller('avisos/historial')
@SignedIn()
export class AlertsHistoryPages {
  constructor(
    private readonly database: DataSource,
    private readonly links: SignedLinks,
    private readonly settings: AlertPreferences,
    private readonly clock: Clock,
  ) {}

  /** The latest first. `clase` is a kind of notice, `desde` the key of the page. */
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async list(
    @CurrentPerson() person: Person,
    @Query({ schema: listQuery }) { clase, desde }: z.output<typeof listQuery>,
  ): Promise<string> {
    const [page, { zone }] = await Promise.all([
      noticesOf(this.database, person.id, { kind: clase, after: desde }),
      this.settings.of(person.id),
    ]);
    const now = this.clock.now();
    const whyUrls = await this.whyUrls(person.id, page.items);
    return renderPage(
      { title: 'Historial de avisos', person, section: 'alerts' },
      <div class="reading">
        <h1>Historial de avisos</h1>
        <AlertsNav current="historial" />
        <KindFilter current={clase} />
        {page.items.length === 0 && <Nothing filtered={clase !== undefined || desde !== undefined} />}
        <ol class="cards">
          {page.items.map((notice) => (
            <NoticeView notice={notice} now={now} zone={zone} whyUrl={whyUrls.get(notice.mailId ?? '')} />
          ))}
        </ol>
        <NextPage url={page.next && withQuery(URL, { clase, desde: page.next })} />
      </div>,
    );
  }

  /** The page that explains each mail, by its id. */
  private async whyUrls(
    accountId: string,
    notices: readonly { readonly mailId: string | null }[],
  ): Promise<ReadonlyMap<string, string>> {
    const mailIds = [...new Set(notices.flatMap(({ mailId }) => mailId ?? []))];
    const tokens = await Promise.all(
      mailIds.map((subject) => this.links.sign('why', { accountId, subject })),
    );
    return new Map(mailIds.map((id, index) => [id, `/por-que/${tokens[index]!}`]));
  }
}

function KindFilter({ current }: { current: NoticeKind | undefined }): JSX.Element {
  return (
    <form method="get" action={URL} class="search pair">
      <div class="field">
        <label for="clase">Qué ver</label>
        <select id="clase" name="clase">
          <option value="">Todo</option>
          {NOTICE_KINDS.map((kind) => (
            <option value={kind} selected={kind === current}>
              {NOTICE_KIND_LABELS[kind]}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="quiet">
        Filtrar
      </button>
    </form>
  );
}

function Nothing({ filtered }: { filtered: boolean }): JSX.Element {
  return filtered ? (
    <p class="notice">
      No hay más avisos de esta clase. <a href={URL}>Ver todo el historial</a>
    </p>
  ) : (
    <p class="notice">
      Todavía no le hemos enviado nada. Aquí verá cada aviso, por qué se lo enviamos y si llegó.{' '}
      <a href="/avisos">Ver lo que recibe</a>
    </p>
  );
}
