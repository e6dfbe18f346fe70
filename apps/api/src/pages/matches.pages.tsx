import { hasRole, type Person } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { type Gad, requireGad, zoneOfGad } from '@chasqui/gads';
import { Clock, KEY_ID } from '@chasqui/kernel';
import { dismissedIds, LIST_SIZE, MatchDesk, matchesOfGad, reviewCounts } from '@chasqui/matching';
import { DevelopmentPlan } from '@chasqui/pdot';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { NextPage, withQuery } from '../views/parts.js';
import { DismissedNote, MatchCard, MatchTabs, RestoredNote, ShutOutCard } from './match-list.js';

const listQuery = z.object({
  ver: z.enum(['pueden', 'no-pueden']).optional(),
  desde: z.string().max(200).optional(),
  descartada: z.string().max(200).optional().catch(undefined),
  restaurada: z.string().max(200).optional().catch(undefined),
});
type ListQuery = z.output<typeof listQuery>;

/** What matches a GAD and why: for its officers and council members; curators may look. */
@Controller('gads/:gad/coincidencias')
@GadReaders()
export class MatchesPages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: MatchDesk,
    private readonly clock: Clock,
  ) {}

  /**
   * Open calls for the GAD, best first; with `ver=no-pueden` the impossible ones and the reason. `desde` is the key of
   * the page; `descartada` and `restaurada` are the address of the call just left aside or brought back.
   */
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async list(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: listQuery }) query: ListQuery,
  ): Promise<string> {
    const gad = await requireGad(this.database.manager, code);
    const [plan, dismissed] = await Promise.all([
      this.database.manager.findOneBy(DevelopmentPlan, { gadCode: code, current: true }),
      dismissedIds(this.database, code),
    ]);
    const shutOut = query.ver === 'no-pueden';
    return renderPage(
      { title: `Coincidencias del ${gad.name}`, person, section: 'matches' },
      <>
        <h1>{gad.name}</h1>
        <p class="quiet">
          {plan
            ? `Prioridades tomadas de: ${plan.label}${plan.isDemo ? ' (dato de demostración)' : ''}.`
            : 'El PDOT de este GAD no está cargado: las coincidencias se basan solo en sus competencias.'}
        </p>
        <MatchTabs base={baseOf(gad)} current={shutOut ? 'no-pueden' : 'pueden'} dismissed={dismissed.size} />
        {await this.justDone(gad, query, dismissed, hasRole(person, ['officer'], code))}
        {shutOut
          ? await this.shutOut(gad, query, dismissed)
          : await this.matches(gad, query, hasRole(person, ['officer'], code))}
      </>,
    );
  }

  private async matches(gad: Gad, { desde }: ListQuery, mayDismiss: boolean): Promise<JSX.Element> {
    const now = this.clock.now();
    const page = await matchesOfGad(this.database, gad.dpaCode, { after: desde }, now);
    const ids = page.items.map(({ callId }) => callId);
    const verdicts = await reviewCounts(this.database, gad.dpaCode, ids);
    return (
      <>
        <p class="count">{page.total === 1 ? '1 convocatoria' : `${page.total} convocatorias`}</p>
        {page.total === 0 && <p class="notice">No hay convocatorias abiertas en esta lista.</p>}
        <p class="quiet">
          La lista guarda las {LIST_SIZE} mejores, y de ellas salen los avisos. Las demás están en{' '}
          <a href="/convocatorias">Convocatorias</a> y se pueden comparar con estas.
        </p>
        <ul class="cards">
          {page.items.map((item) => (
            <MatchCard
              item={item}
              verdicts={verdicts.get(item.callId)}
              url={`${baseOf(gad)}/${item.slug}`}
              compareUrl={`/gads/${gad.dpaCode}/comparar?a=${item.slug}`}
              mayDismiss={mayDismiss}
              now={now}
              zone={zoneOfGad(gad)}
            />
          ))}
        </ul>
        <NextPage url={page.next && withQuery(baseOf(gad), { desde: page.next })} />
      </>
    );
  }

  /** Judged while somebody looks: what is impossible is not stored. */
  private async shutOut(
    gad: Gad,
    { desde = '' }: ListQuery,
    dismissed: ReadonlySet<string>,
  ): Promise<JSX.Element> {
    const page = await this.desk.shutOut(gad.dpaCode, KEY_ID.test(desde) ? desde : null);
    const items = page.items.filter(({ call }) => !dismissed.has(call.id));
    const next = page.next && withQuery(baseOf(gad), { ver: 'no-pueden', desde: page.next });
    return (
      <>
        {items.length === 0 && <p class="notice">No hay convocatorias abiertas en esta lista.</p>}
        <ul class="cards">
          {items.map((item) => (
            <ShutOutCard
              item={item}
              url={`${baseOf(gad)}/${item.call.slug}`}
              now={this.clock.now()}
              zone={zoneOfGad(gad)}
            />
          ))}
        </ul>
        <NextPage url={next} />
      </>
    );
  }

  /** What the person just did with a call, if it is so: an address typed by hand says nothing. */
  private async justDone(
    gad: Gad,
    { descartada, restaurada }: ListQuery,
    dismissed: ReadonlySet<string>,
    mayUndo: boolean,
  ): Promise<JSX.Element | null> {
    const slug = descartada ?? restaurada;
    if (slug === undefined) return null;
    const call = await this.database.manager.findOneBy(Call, { slug, state: 'published' });
    if (!call || dismissed.has(call.id) !== (descartada !== undefined)) return null;
    const url = `${baseOf(gad)}/${call.slug}`;
    return descartada === undefined ? (
      <RestoredNote call={call} url={url} />
    ) : (
      <DismissedNote call={call} url={url} mayUndo={mayUndo} />
    );
  }
}

function baseOf({ dpaCode }: Gad): string {
  return `/gads/${dpaCode}/coincidencias`;
}
