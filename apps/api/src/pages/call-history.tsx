import { callFields, type Call } from '@chasqui/calls';
import { changedFields, changedSince, type Field, fieldChange, type HistoryEntry } from '@chasqui/curation';
import { ECUADOR_ZONE, formatDateTime } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { callUrl, languageOf } from './call-parts.js';
import { ChangeView, type Names } from './record-parts.js';

const ACTIONS: Readonly<Record<string, string>> = {
  'call.created': 'Ingresó la convocatoria',
  'call.updated': 'Cambió la ficha',
  'call.undone': 'Deshizo un cambio',
  'call.verified': 'Comparó la ficha con su fuente',
  'call.published': 'Publicó la convocatoria',
  'call.unpublished': 'Retiró la convocatoria',
  'call.rejected': 'Rechazó la convocatoria',
  'call.archived': 'Archivó la convocatoria',
  'call.reopened': 'Devolvió la convocatoria a revisión',
  'call.merged': 'Unió esta convocatoria a otra',
  'call.unmerged': 'Deshizo la unión con otra convocatoria',
};
const UNDOABLE = new Set(['call.updated', 'call.undone', 'call.verified']);

/** Facts that a change can touch. */
export const HISTORY_FIELDS: readonly Field[] = [
  ...callFields,
  { kind: 'reference', to: 'call', name: 'mergedIntoId', label: 'Unida a' },
];

/** One change: who, when, what was before and after, and the button that undoes it. */
export function CallHistoryItem(props: { call: Call; entry: HistoryEntry; names: Names }): JSX.Element {
  const { call, entry, names } = props;
  const when = formatDateTime(entry.at, ECUADOR_ZONE);
  const action = ACTIONS[entry.action] ?? 'Cambió la convocatoria';
  const changed = entry.before ? changedIn(entry) : [];
  return (
    <li class="card">
      <p class="kicker">{`${when}, hora de Ecuador · ${entry.actorName ?? 'Chasqui'}`}</p>
      <h2>{action}</h2>
      {changed.length > 0 && (
        <dl class="facts">
          {changed.map((field) => (
            <div>
              <dt>{field.label}</dt>
              <dd>
                <ChangeView
                  field={field}
                  language={languageOf(call, field)}
                  change={fieldChange(field, entry.before?.[field.name], entry.after?.[field.name], names)}
                />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {canUndo(call, entry) && (
        <form method="post" action={callUrl(call.id, 'deshacer')} class="inline">
          <input type="hidden" name="entrada" value={entry.id} />
          <input type="hidden" name="revision" value={call.revision} />
          <LaterChanges call={call} entry={entry} />
          <button type="submit" class="quiet" aria-label={`Deshacer este cambio: ${action}, ${when}`}>
            Deshacer este cambio
          </button>
        </form>
      )}
    </li>
  );
}

/** What undoing would overwrite, said before it is done. */
function LaterChanges({ call, entry }: { call: Call; entry: HistoryEntry }): JSX.Element | null {
  const own = new Set(changedIn(entry));
  const later = changedSince(HISTORY_FIELDS, entry, call as unknown as Record<string, unknown>).filter(
    (field) => own.has(field),
  );
  if (later.length === 0) return null;
  const labels = later.map(({ label }) => label).join(', ');
  return (
    <p class="quiet">{`Después volvió a cambiar: ${labels}. Si deshace, queda lo de antes de este cambio.`}</p>
  );
}

function canUndo(call: Call, entry: HistoryEntry): boolean {
  if (entry.action === 'call.merged') return call.mergedIntoId === entry.after?.['mergedIntoId'];
  return UNDOABLE.has(entry.action) && entry.before !== null && !call.mergedIntoId;
}

/** Earlier versions traced the whole form: what stayed the same is left out. */
function changedIn({ before, after, ...entry }: HistoryEntry): readonly Field[] {
  const same = (name: string) =>
    JSON.stringify(before?.[name] ?? null) === JSON.stringify(after?.[name] ?? null);
  return changedFields(HISTORY_FIELDS, { ...entry, before, after }).filter(({ name }) => !same(name));
}
