import type { Person } from '@chasqui/accounts';
import { targetClose } from '@chasqui/calls';
import { currentTemplate } from '@chasqui/checklists';
import { Gad, zoneOfGad } from '@chasqui/gads';
import { Clock, formatShortDate, localDate, notFound } from '@chasqui/kernel';
import {
  type Gate,
  type Match,
  matchesOfGad,
  type MatchListItem,
  matchOf,
  type Reason,
} from '@chasqui/matching';
import { amountText, openQuestions } from '@chasqui/notifications';
import { DevelopmentPlan } from '@chasqui/pdot';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadRoles } from '../http/access.js';
import { ANSWER_LABELS, ELIGIBILITY_LABELS, FORM_LABELS, GATE_LABELS } from '../views/labels.js';
import { renderPage } from '../views/layout.js';
import { DeadlineView, DemoBadge, NextPage, Score, withQuery } from '../views/parts.js';
import { Steps } from '../views/steps.js';

const HTML = 'text/html; charset=utf-8';
const listQuery = z.object({
  ver: z.enum(['pueden', 'no-pueden']).optional(),
  desde: z.string().max(80).optional(),
});

/** What matches a GAD and why: for its officers and council members; curators may look. */
@Controller('gads/:gad/coincidencias')
@GadRoles(['officer', 'council_member'], { curators: true })
export class MatchesPages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Open calls for the GAD, best first; with `ver=no-pueden` the impossible ones and the reason. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const gad = await this.gad(code);
    const eligible = query.ver !== 'no-pueden';
    const now = this.clock.now();
    const [page, plan] = await Promise.all([
      matchesOfGad(this.database, code, { eligible, after: query.desde }, now),
      this.database.manager.findOneBy(DevelopmentPlan, { gadCode: code, current: true }),
    ]);
    const base = `/gads/${code}/coincidencias`;
    const next = page.next && withQuery(base, { ver: query.ver, desde: page.next });
    return renderPage(
      { title: `Coincidencias del ${gad.name}`, person, section: 'matches' },
      <>
        <h1>{gad.name}</h1>
        <p class="quiet">
          {plan
            ? `Prioridades tomadas de: ${plan.label}${plan.isDemo ? ' (dato de demostración)' : ''}.`
            : 'El PDOT de este GAD no está cargado: las coincidencias se basan solo en sus competencias.'}
        </p>
        <nav class="tabs" aria-label="Qué ver">
          <a href={base} aria-current={eligible ? 'page' : undefined}>
            Puede participar
          </a>
          <a href={`${base}?ver=no-pueden`} aria-current={eligible ? undefined : 'page'}>
            No puede, y por qué
          </a>
        </nav>
        <p class="count">{page.total === 1 ? '1 convocatoria' : `${page.total} convocatorias`}</p>
        {page.total === 0 && <p class="notice">No hay convocatorias abiertas en esta lista.</p>}
        <ul class="cards">
          {page.items.map((item) => (
            <MatchCard item={item} url={`${base}/${item.slug}`} now={now} zone={zoneOfGad(gad)} />
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  @Get(':slug')
  @Header('content-type', HTML)
  async detail(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('slug') slug: string,
  ): Promise<string> {
    const gad = await this.gad(code);
    const found = await matchOf(this.database, slug, code);
    if (!found)
      throw notFound('Esa convocatoria ya no está publicada o todavía se está comparando con su GAD.');
    const { call, match } = found;
    const questions = openQuestions(match);
    const { steps, template } = await currentTemplate(this.database.manager);
    const now = this.clock.now();
    const zone = zoneOfGad(gad);
    const close = targetClose(call, now);
    return renderPage(
      { title: call.title, person, section: 'matches' },
      <article>
        <p class="kicker">
          {call.donor?.nameEs} · {FORM_LABELS[call.financialForm]} <DemoBadge isDemo={call.isDemo} />
        </p>
        <h1 lang={call.language}>{call.title}</h1>
        <p>
          Para <strong>{gad.name}</strong> · <a href={`/convocatorias/${call.slug}`}>Ver la ficha completa</a>
        </p>
        <section class="panel" aria-labelledby="cierre">
          <h2 id="cierre">Cierre</h2>
          <DeadlineView call={call} now={now} zone={zone} />
          <p>Monto: {amountText(call)}</p>
        </section>
        <Scores match={match} />
        <section aria-labelledby="por-que">
          <h2 id="por-que">Por qué coincide</h2>
          {match.reasons.length === 0 && (
            <p>No encontramos puntos en común con las prioridades registradas.</p>
          )}
          <ul class="reasons">
            {match.reasons.map((reason) => (
              <ReasonItem reason={reason} language={call.language} />
            ))}
          </ul>
        </section>
        <Gates gates={match.gates} />
        {questions.length > 0 && (
          <section aria-labelledby="falta">
            <h2 id="falta">Qué falta por saber</h2>
            <ul>
              {questions.map((text) => (
                <li>{text}</li>
              ))}
            </ul>
          </section>
        )}
        <Steps steps={steps} deadline={close && localDate(close, zone)} today={localDate(now, zone)} />
        <p class="quiet">{template.note}</p>
        <p class="quiet">
          Puntaje calculado el {formatShortDate(match.computedAt)} con la fórmula {match.formulaVersion}. El
          puntaje orienta; decide una persona.
        </p>
      </article>,
    );
  }

  private async gad(code: string): Promise<Gad> {
    const gad = await this.database.manager.findOneBy(Gad, { dpaCode: code });
    if (!gad) throw notFound('No hay ningún GAD con ese código.');
    return gad;
  }
}

function MatchCard(props: { item: MatchListItem; url: string; now: Date; zone: string }): JSX.Element {
  const { item } = props;
  return (
    <li class="card">
      <p class="kicker">
        {item.donorName} · {FORM_LABELS[item.financialForm]} <DemoBadge isDemo={item.isDemo} />
      </p>
      <h2>
        <a href={props.url} lang={item.language}>
          {item.title}
        </a>
      </h2>
      {item.score === null ? (
        <p class="answer fails">{item.failedReason}</p>
      ) : (
        <>
          <Score value={item.score} />
          {item.score === 0 && <p>No responde a ninguna prioridad registrada del PDOT.</p>}
          <p class={`answer ${item.eligibility}`}>{ELIGIBILITY_LABELS[item.eligibility]}</p>
          {item.topReason && <p class="quote">«{item.topReason}»</p>}
        </>
      )}
      <DeadlineView call={item} now={props.now} zone={props.zone} />
    </li>
  );
}

function Scores({ match }: { match: Match }): JSX.Element {
  const parts: [string, number][] = [
    ['Necesidad: responde a las prioridades', match.need],
    ['Capacidad: papel, competencia y contraparte', match.capacity],
    ['Cooperante: perfil y presencia', match.donor],
    ['Confianza: criterios con datos', match.confidence],
  ];
  return (
    <section class="panel" aria-labelledby="puntaje">
      <h2 id="puntaje">{ELIGIBILITY_LABELS[match.eligibility]}</h2>
      {match.score !== null && <Score value={match.score} />}
      <dl class="bars">
        {parts.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>
              <meter min={0} max={1} value={value} aria-label={label}></meter> {Math.round(value * 100)} %
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function ReasonItem({ reason, language }: { reason: Reason; language: string }): JSX.Element {
  return (
    <li>
      <p>
        <strong>{reason.text}</strong>
      </p>
      {reason.gadQuote && (
        <p>
          <span class="side">{reason.criterion === 'priority' ? 'Su PDOT dice' : 'La competencia'}</span> «
          {reason.gadQuote}»{reason.norm && <span class="quiet"> ({reason.norm})</span>}
        </p>
      )}
      {reason.callQuote && (
        <p>
          <span class="side">La convocatoria dice</span> «<span lang={language}>{reason.callQuote}</span>»
        </p>
      )}
    </li>
  );
}

function Gates({ gates }: { gates: readonly Gate[] }): JSX.Element {
  return (
    <section aria-labelledby="condiciones">
      <h2 id="condiciones">Condiciones</h2>
      <ul class="gates">
        {gates.map((gate) => (
          <li>
            <p>
              <strong>{GATE_LABELS[gate.id]}</strong>{' '}
              <span class={`answer ${gate.answer}`}>{ANSWER_LABELS[gate.answer]}</span>
            </p>
            <p>
              {gate.reason}
              {gate.norm && <span class="quiet"> {gate.norm}.</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
