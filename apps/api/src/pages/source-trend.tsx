import { formatShortDate } from '@chasqui/kernel';
import type { SourceDay } from '@chasqui/sources';
import type { JSX } from 'preact';

const DAY = 10;
const BAR = 7;
const HEIGHT = 60;
/** Room below the bars for the marks of failed readings. */
const MARKS = 12;

/** The last days of a source as two small figures, and as a table for those who do not see them. */
export function SourceTrend({ days }: { days: readonly SourceDay[] }): JSX.Element {
  const read = days.filter(({ runs }) => runs > 0);
  if (read.length === 0) {
    return <p class="notice">No se ha leído en los últimos {days.length} días.</p>;
  }
  const failedRuns = total(read, 'failedRuns');
  const most = Math.max(...read.map(({ found }) => found));
  const slowest = Math.max(...read.map(({ latencyMs }) => latencyMs ?? 0));
  const summary =
    `En ${days.length} días: ${total(read, 'runs')} lecturas, ${failedRuns} ${failedRuns === 1 ? 'fallida' : 'fallidas'}; ` +
    `${total(read, 'added')} convocatorias nuevas, ${total(read, 'changed')} con cambios y ${total(read, 'failed')} que no se pudieron leer.`;
  return (
    <div class="trend">
      <p>{summary}</p>
      <figure>
        <figcaption>Convocatorias por día (lo más que trajo una lectura: {most})</figcaption>
        <Chart days={days} label="Convocatorias por día" most={most} height={({ found }) => found} withNews />
        <p class="legend quiet">
          <Sample kind="bar-all" /> encontradas <Sample kind="bar-news" /> nuevas o con cambios{' '}
          <Sample kind="mark-failed" /> día con lecturas fallidas
        </p>
      </figure>
      <figure>
        <figcaption>Cuánto tardó cada respuesta (el día más lento: {secondsText(slowest)})</figcaption>
        <Chart
          days={days}
          label="Cuánto tardó cada respuesta"
          most={slowest}
          height={({ latencyMs }) => latencyMs ?? 0}
        />
      </figure>
      <details>
        <summary>Ver los días en una tabla</summary>
        <TrendTable days={read} />
      </details>
    </div>
  );
}

function Chart(props: {
  days: readonly SourceDay[];
  label: string;
  most: number;
  height: (day: SourceDay) => number;
  withNews?: boolean;
}): JSX.Element {
  const { days, most, height, withNews } = props;
  const scale = (value: number) => (most === 0 ? 0 : (Math.min(value, most) / most) * HEIGHT);
  const foot = withNews ? MARKS : 1;
  return (
    <svg
      viewBox={`0 0 ${days.length * DAY} ${HEIGHT + foot}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${props.label}; las cifras están en la tabla de abajo.`}
    >
      <line class="axis" x1="0" y1={HEIGHT} x2={days.length * DAY} y2={HEIGHT} />
      {days.map((day, index) => {
        const x = index * DAY + (DAY - BAR) / 2;
        const all = scale(height(day));
        const news = withNews ? scale(Math.min(day.added + day.changed, day.found)) : 0;
        return (
          <g>
            {all > 0 && <rect class="bar-all" x={x} y={HEIGHT - all} width={BAR} height={all} />}
            {news > 0 && <rect class="bar-news" x={x} y={HEIGHT - news} width={BAR} height={news} />}
            {withNews && day.failedRuns > 0 && <Cross x={x} y={HEIGHT + 3} />}
          </g>
        );
      })}
    </svg>
  );
}

function Cross({ x, y }: { x: number; y: number }): JSX.Element {
  return <path class="mark-failed" d={`M${x} ${y}l${BAR} ${BAR}m0 ${-BAR}l${-BAR} ${BAR}`} />;
}

function Sample({ kind }: { kind: 'bar-all' | 'bar-news' | 'mark-failed' }): JSX.Element {
  return (
    <svg viewBox="0 0 10 10" width="12" height="12" aria-hidden="true" focusable="false">
      {kind === 'mark-failed' ? <Cross x={1} y={1} /> : <rect class={kind} width="10" height="10" />}
    </svg>
  );
}

function TrendTable({ days }: { days: readonly SourceDay[] }): JSX.Element {
  return (
    <div class="scroll" role="region" aria-label="Lecturas por día" tabIndex={0}>
      <table class="sheet">
        <caption>Lecturas por día, las más recientes primero</caption>
        <thead>
          <tr>
            {[
              'Día',
              'Lecturas',
              'Fallidas',
              'Encontradas',
              'Nuevas',
              'Con cambios',
              'Sin leer',
              'Respuesta',
            ].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr>
              <th scope="row">{formatShortDate(day.day)}</th>
              <td>{day.runs}</td>
              <td>{day.failedRuns}</td>
              <td>{day.found}</td>
              <td>{day.added}</td>
              <td>{day.changed}</td>
              <td>{day.failed}</td>
              <td>{day.latencyMs === null ? 'no consta' : secondsText(day.latencyMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function total(
  days: readonly SourceDay[],
  name: 'runs' | 'failedRuns' | 'added' | 'changed' | 'failed',
): number {
  return days.reduce((sum, day) => sum + day[name], 0);
}

/** "0,4 segundos" @param milliseconds how long something took */
export function secondsText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 0.1) return 'menos de 0,1 segundos';
  return `${seconds.toLocaleString('es-EC', { maximumFractionDigits: seconds < 10 ? 1 : 0 })} segundos`;
}
