import {
  changedFields,
  changedSince,
  type CuratedRecord,
  type Field,
  fieldChange,
  fieldsOfType,
  type HistoryEntry,
  type RecordType,
} from '@chasqui/curation';
import { ECUADOR_ZONE, formatDateTime } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { ChangeView, type Names } from './record-parts.js';
import { recordUrl } from './records-nav.js';

/** What happened, by the last word of the action. */
const ACTIONS: Readonly<Record<string, string>> = {
  created: 'Ingresó la ficha',
  updated: 'Cambió la ficha',
  verified: 'Comparó la ficha con su fuente',
  undone: 'Deshizo un cambio',
  merged: 'Unió esta ficha a otra',
  absorbed: 'Le unió otra ficha, que le dejó sus nombres',
  released: 'Separó otra ficha, que se llevó sus nombres',
};

/** Facts that no form asks for, but that changes touch. */
export function historyFields(type: RecordType): readonly Field[] {
  return [
    ...fieldsOfType(type),
    { kind: 'date', name: 'verifiedOn', label: 'Comparada con su fuente el' },
    { kind: 'reference', to: type.key, name: 'mergedIntoId', label: 'Unida a' },
  ];
}

/** One change: who, when, what was before and after, and the button that undoes it. */
export function HistoryItem(props: {
  type: RecordType;
  record: CuratedRecord;
  entry: HistoryEntry;
  names: Names;
}): JSX.Element {
  const { type, record, entry, names } = props;
  const fields = historyFields(type);
  const when = formatDateTime(entry.at, ECUADOR_ZONE);
  const action = ACTIONS[entry.action.split('.').pop() ?? ''] ?? 'Cambió la ficha';
  const later = changedSince(fields, entry, record as unknown as Readonly<Record<string, unknown>>);
  return (
    <li class="card">
      <p class="kicker">{`${when}, hora de Ecuador · ${entry.actorName ?? 'Chasqui'}`}</p>
      <h2>{action}</h2>
      {entry.before && (
        <dl class="facts">
          {changedFields(fields, entry).map((field) => (
            <div>
              <dt>{field.label}</dt>
              <dd>
                <ChangeView
                  field={field}
                  change={fieldChange(field, entry.before?.[field.name], entry.after?.[field.name], names)}
                />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <MovedNote moved={entry.after?.['moved']} />
      {entry.before && (
        <form method="post" action={recordUrl(type, record.id, 'deshacer')} class="inline">
          <input type="hidden" name="entrada" value={entry.id} />
          <input type="hidden" name="revision" value={record.revision} />
          {later.length > 0 && (
            <p class="quiet">
              {`Después volvió a cambiar: ${later.map(({ label }) => label).join(', ')}. Si deshace, queda lo de antes de este cambio.`}
            </p>
          )}
          <button type="submit" class="quiet" aria-label={`Deshacer este cambio: ${action}, ${when}`}>
            Deshacer este cambio
          </button>
        </form>
      )}
    </li>
  );
}

/** What a merge took along: "convocatorias: 3; fondos y programas: 1". */
function MovedNote({ moved }: { moved: unknown }): JSX.Element | null {
  if (typeof moved !== 'object' || moved === null) return null;
  const lists = moved as Readonly<Record<string, unknown>>;
  const places = [...new Set([...Object.keys(PLACES), ...Object.keys(lists)])];
  const counts = places.flatMap((place) => {
    const ids = lists[place];
    return Array.isArray(ids) && ids.length > 0 ? [`${placeName(place)}: ${ids.length}`] : [];
  });
  return counts.length > 0 ? <p class="quiet">{`Pasaron a la otra ficha: ${counts.join('; ')}.`}</p> : null;
}

/** What hangs on a record, by the table that points to it. */
const PLACES: Readonly<Record<string, string>> = {
  'fund.donor_id': 'fondos y programas',
  'call.donor_id': 'convocatorias',
  'mixed_commission.donor_id': 'comisiones mixtas',
  'call.fund_id': 'convocatorias',
  'commission_round.commission_id': 'rondas',
  'commission_proposal.round_id': 'propuestas de GAD',
  'network_membership.network_id': 'membresías de GAD',
  'network_evaluation.network_id': 'evaluaciones de GAD',
  aliases: 'nombres',
};

/** How people call what hangs on a record. */
export function placeName(place: string): string {
  return PLACES[place] ?? (place.endsWith('.merged_into_id') ? 'fichas unidas antes' : 'otros datos');
}
