import type { Person } from '@chasqui/accounts';
import {
  correctionStats,
  type CorrectionStats,
  EXTRACTED_FIELD_LABELS,
  type RuleTally,
  type SourceTally,
} from '@chasqui/intake';
import { addDays, Clock, ECUADOR_ZONE, instantOf, localDate } from '@chasqui/kernel';
import { Controller, Get, Header, Query } from '@nestjs/common';
import type { ComponentChildren, JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { type Bar, Bars } from '../views/bars.js';
import { renderPage } from '../views/layout.js';
import { percent } from '../views/parts.js';
import { HTML } from './call-form-page.js';
import { QUEUE } from './finding-query.js';
import { ruleInWords } from './finding-words.js';
import { CurationNav } from './records-nav.js';

const PERIODS = { '30': '30 días', '90': '90 días', '365': 'un año', todo: 'todo el tiempo' } as const;
type Period = keyof typeof PERIODS;
const PERIOD_NAMES = Object.keys(PERIODS) as Period[];
const USUAL: Period = '90';
const query = z.object({ dias: z.enum(PERIOD_NAMES as [Period, ...Period[]]).catch(USUAL) });

/** How often curators had to correct what was read: where a source or a rule should be looked at. */
@Controller('curaduria/novedades')
@Roles('curator')
export class FindingStatsPages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Decisions on proposed values, per source and field and per rule; `dias` how far back. */
  @Get('estadisticas')
  @Header('content-type', HTML)
  async show(
    @CurrentPerson() person: Person,
    @Query({ schema: query }) { dias }: z.output<typeof query>,
  ): Promise<string> {
    const stats = await correctionStats(this.database, sinceDay(dias, this.clock.now()));
    const title = 'Correcciones a lo que se leyó';
    return renderPage(
      { title, person, section: 'curation' },
      <>
        <CurationNav current="novedades" />
        <h1>{title}</h1>
        <p>
          De cada dato que propuso una fuente: cuántas veces se aceptó tal como se leyó, se corrigió o se
          descartó. Lo que más se corrige está arriba. <a href={QUEUE}>Volver a las novedades</a>
        </p>
        <nav class="tabs" aria-label="Período">
          {PERIOD_NAMES.map((each) => (
            <a href={`${QUEUE}/estadisticas?dias=${each}`} aria-current={each === dias ? 'page' : undefined}>
              {each === 'todo'
                ? 'todo el tiempo'
                : `los últimos ${PERIODS[each].replace('un año', '12 meses')}`}
            </a>
          ))}
        </nav>
        {stats.bySource.length === 0 ? (
          <p class="notice">En este período nadie decidió todavía sobre datos leídos.</p>
        ) : (
          <Figures stats={stats} />
        )}
      </>,
    );
  }
}

function sinceDay(period: Period, now: Date): Date {
  if (period === 'todo') return new Date(0);
  return instantOf(`${addDays(localDate(now), -Number(period))}T00:00`, ECUADOR_ZONE) ?? new Date(0);
}

function Figures({ stats }: { stats: CorrectionStats }): JSX.Element {
  return (
    <>
      <h2>Por fuente</h2>
      <Bars caption="Datos aceptados tal como se leyeron" full={1} bars={sourceBars(stats.bySource)} />
      <h2>Por fuente y dato</h2>
      <Table
        caption="Decisiones por fuente y dato"
        headings={['Fuente', 'Dato']}
        rows={stats.bySource.map((row) => ({
          tally: row,
          names: [row.sourceName, EXTRACTED_FIELD_LABELS[row.field]],
        }))}
      />
      <h2>Por forma de leer</h2>
      <Table
        caption="Decisiones por forma de leer"
        headings={['Cómo se leyó', 'Dato']}
        rows={stats.byRule.map((row) => ({
          tally: row,
          names: [<RuleName rule={row.rule} />, EXTRACTED_FIELD_LABELS[row.field]],
        }))}
      />
    </>
  );
}

function sourceBars(rows: readonly SourceTally[]): Bar[] {
  const sums = new Map<string, { label: string; accepted: number; decided: number }>();
  for (const { sourceId, sourceName, accepted, proposed } of rows) {
    const sum = sums.get(sourceId) ?? { label: sourceName, accepted: 0, decided: 0 };
    sum.accepted += accepted;
    sum.decided += proposed;
    sums.set(sourceId, sum);
  }
  return [...sums.values()]
    .map(({ label, accepted, decided }) => ({
      label,
      value: accepted / decided,
      text: `${percent(accepted / decided)} (${accepted} de ${decided})`,
    }))
    .toSorted((a, b) => a.value - b.value);
}

/** Two rules may say the same in words: whoever corrects one needs its name. */
function RuleName({ rule }: { rule: string }): JSX.Element {
  return (
    <>
      {ruleInWords(rule)} <code lang="en">{rule}</code>
    </>
  );
}

function Table(props: {
  caption: string;
  headings: readonly string[];
  rows: readonly { readonly names: readonly ComponentChildren[]; readonly tally: SourceTally | RuleTally }[];
}): JSX.Element {
  const { caption, headings, rows } = props;
  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table class="sheet">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {[...headings, 'Decididos', 'Aceptados', 'Corregidos', 'Descartados', 'Aceptados tal cual'].map(
              (heading) => (
                <th scope="col">{heading}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ names: [first, ...others], tally }) => (
            <tr>
              <th scope="row">{first}</th>
              {others.map((name) => (
                <td>{name}</td>
              ))}
              <td>{tally.proposed}</td>
              <td>{tally.accepted}</td>
              <td>{tally.corrected}</td>
              <td>{tally.rejected}</td>
              <td>{percent(tally.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
