import { FEW_REVIEWS, HIGH_SCORE, type PrecisionRow, shareOf } from '@chasqui/matching';
import type { ExportTable } from '@chasqui/spreadsheets';
import type { JSX } from 'preact';
import { Bars } from '../views/bars.js';
import { figure, percent } from '../views/parts.js';

/** What the opinions are counted by, and the name of a row without one. */
export interface PrecisionGroup {
  readonly id: string;
  readonly title: string;
  readonly heading: string;
  readonly nameless: string;
  readonly rows: readonly PrecisionRow[];
}

const nameOf = (group: PrecisionGroup, { label }: PrecisionRow) =>
  label === null ? group.nameless : group.id === 'formula' ? `Fórmula ${label}` : label;

/** How often people agree with the formula, in bars and figures. */
export function PrecisionSection({ group }: { group: PrecisionGroup }): JSX.Element {
  const enough = group.rows.filter(({ reviews }) => reviews >= FEW_REVIEWS);
  return (
    <section aria-labelledby={group.id}>
      <h2 id={group.id}>{group.title}</h2>
      {enough.length === 0 && (
        <p class="notice">
          Todavía no hay {FEW_REVIEWS} opiniones sobre nada de esto: son muy pocas para decir algo.
        </p>
      )}
      <Bars
        caption="Parte que dijo «Sí nos sirve»"
        full={1}
        bars={enough.map((row) => ({
          label: nameOf(group, row),
          value: row.fits / row.reviews,
          text: `${percent(row.fits / row.reviews)} (${row.fits} de ${row.reviews})`,
        }))}
      />
      {group.rows.length > 0 && <Figures group={group} />}
    </section>
  );
}

function Figures({ group }: { group: PrecisionGroup }): JSX.Element {
  const { rows, title } = group;
  return (
    <div class="scroll" role="region" aria-label={`Cifras: ${title}`} tabIndex={0}>
      <table class="sheet">
        <thead>
          <tr>
            {[group.heading, ...FIGURES].map((heading) => (
              <th scope="col">{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{nameOf(group, row)}</th>
              <td>{row.reviews}</td>
              <td>{share(row.fits, row.reviews)}</td>
              <td>{mean(row.meanFits)}</td>
              <td>{mean(row.meanDoesNotFit)}</td>
              <td>{share(row.highFits, row.high)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const FIGURES = [
  'Opiniones',
  'Sí nos sirve',
  'Puntaje medio de lo que sirve',
  'Puntaje medio de lo que no',
  `Sirven de las de ${HIGH_SCORE} o más`,
];

function share(part: number, whole: number): string {
  if (whole === 0) return 'ninguna';
  const known = shareOf(part, whole);
  return known === null ? `${part} de ${whole}: muy pocas` : `${percent(known)} (${part} de ${whole})`;
}

function mean(value: number | null): string {
  return value === null ? 'no consta' : figure(value);
}

/** The same figures as a table to download; shares are left to whoever reads the counts. */
export function precisionTable(groups: readonly PrecisionGroup[]): ExportTable {
  const titles = [
    'Por',
    'Nombre',
    'Código',
    'Opiniones',
    'Sí nos sirve',
    'No nos sirve',
    'Puntaje medio de lo que sirve',
    'Puntaje medio de lo que no',
    `Opiniones sobre puntajes de ${HIGH_SCORE} o más`,
    `Sí nos sirve, con ${HIGH_SCORE} o más`,
  ];
  const tenth = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
  return {
    name: 'Precisión de la fórmula',
    columns: titles.map((title) => ({ title })),
    rows: groups.flatMap((group) =>
      group.rows.map((row) => [
        group.heading,
        nameOf(group, row),
        row.key,
        row.reviews,
        row.fits,
        row.reviews - row.fits,
        tenth(row.meanFits),
        tenth(row.meanDoesNotFit),
        row.high,
        row.highFits,
      ]),
    ),
  };
}
