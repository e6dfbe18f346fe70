import type { Call } from '@chasqui/calls';
import { type CallChangeEvent, changeEventsOf, type ShownOrigin, originsOf } from '@chasqui/intake';
import { formatShortDate } from '@chasqui/kernel';
import type { JSX } from 'preact';
import type { DataSource } from 'typeorm';

/** What everybody may know of how a call came here. */
export interface CallTrail {
  readonly origins: readonly ShownOrigin[];
  readonly changes: readonly CallChangeEvent[];
  /** What its source says against itself of the close, while nobody has decided. Spanish. */
  readonly conflicts: readonly string[];
}

export async function callTrail(database: DataSource, call: Pick<Call, 'id'>): Promise<CallTrail> {
  const [origins, changes, conflicts] = await Promise.all([
    originsOf(database, call.id),
    changeEventsOf(database, call.id),
    database.query<{ message: string }[]>(
      `SELECT DISTINCT field->>'conflict' AS message
         FROM finding f, jsonb_array_elements(f.fields) field
        WHERE f.call_id = $1 AND f.state = 'open'
          AND field->>'field' = 'deadline' AND field->>'conflict' IS NOT NULL`,
      [call.id],
    ),
  ]);
  return { origins, changes, conflicts: conflicts.map(({ message }) => message) };
}

/** A warning, where the source says two things. */
export function OpenConflicts({ conflicts }: { conflicts: readonly string[] }): JSX.Element {
  return (
    <>
      {conflicts.map((message) => (
        <p class="notice">
          <strong>Atención:</strong> {forEverybody(message)}
        </p>
      ))}
    </>
  );
}

/** The message speaks to the curator who will decide; others are told what to do meanwhile. */
function forEverybody(message: string): string {
  const facts = message.replace(/\s*Se toma [^.]*\.\s*$/, '');
  return `${facts} Lo estamos revisando: compruebe el plazo en la fuente.`;
}

/** "Leída de X el 3 may 2029; confirmada el 4 may 2029." Nothing for a call that people entered. */
export function ReadFrom({ origins }: { origins: readonly ShownOrigin[] }): JSX.Element | null {
  const read = origins.filter(({ sourceName, readAt }) => sourceName && readAt);
  const [last] = read.toSorted((a, b) => b.readAt!.getTime() - a.readAt!.getTime());
  if (!last) return null;
  const others = new Set(read.map(({ sourceName }) => sourceName)).size - 1;
  const more = others > 0 ? ` y ${others === 1 ? 'otra fuente' : `otras ${others} fuentes`}` : '';
  return (
    <p class="quiet">{`Leída de ${last.sourceName}${more} el ${formatShortDate(last.readAt!)}; ${confirmedText(read)}.`}</p>
  );
}

function confirmedText(read: readonly ShownOrigin[]): string {
  const dates = read.flatMap(({ confirmedAt }) => confirmedAt ?? []);
  const latest = dates.toSorted((a, b) => b.getTime() - a.getTime())[0];
  if (!latest) return 'leída por regla, todavía sin confirmar por una persona';
  const isWhole = dates.length === read.length;
  return `confirmada ${isWhole ? '' : 'en parte '}el ${formatShortDate(latest)}`;
}

/** What changed since it was published, the newest first. */
export function ChangeList({ changes }: { changes: readonly CallChangeEvent[] }): JSX.Element | null {
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="cambios">
      <h2 id="cambios">Cambios</h2>
      <ul>
        {changes.map(({ at, textEs }) => (
          <li>
            <time dateTime={at.toISOString()}>{formatShortDate(at)}</time>: {textEs}.
          </li>
        ))}
      </ul>
    </section>
  );
}
