import type { AuditEntry } from '@chasqui/audit';
import type { FindingView } from '@chasqui/intake';
import { formatShortDate } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { callUrl } from './call-parts.js';
import { FINDING_KIND_ONE, FINDING_STATE_LABELS, momentText, URGENCY, waitText } from './finding-words.js';

type People = ReadonlyMap<string, string>;

/** What is known of a finding at a glance: where from, how urgent, until when, since when it waits. */
export function FindingFacts(props: { view: FindingView; now: Date; people: People }): JSX.Element {
  const { view, now, people } = props;
  const { finding, call } = view;
  return (
    <>
      <p class="kicker">
        {FINDING_KIND_ONE[finding.kind]} ·{' '}
        <a href={`/curaduria/fuentes/${finding.source?.slug}`}>{finding.source?.nameEs}</a>
      </p>
      <p>
        <Urgency finding={finding} />{' '}
        {finding.closesAt && (
          <span class="badge first">{`Cierra el ${formatShortDate(finding.closesAt)}`}</span>
        )}{' '}
        <span class="quiet">{waitText(finding.createdAt, now)}</span>
        {call && (
          <>
            {' · '}
            <a href={callUrl(call.id)}>Ficha de la convocatoria</a>
          </>
        )}
      </p>
      {finding.state !== 'open' && (
        <p class="notice">
          Está {FINDING_STATE_LABELS[finding.state]}
          {finding.decidedAt && `, desde el ${momentText(finding.decidedAt)}`}
          {finding.decidedBy && `, por ${people.get(finding.decidedBy) ?? 'alguien que ya no tiene cuenta'}`}.
          {finding.reason && ` Motivo: ${finding.reason}`}
        </p>
      )}
    </>
  );
}

/** Urgency as a word and a sign. */
export function Urgency({ finding }: { finding: Pick<FindingView['finding'], 'severity'> }): JSX.Element {
  const { word, sign } = URGENCY[finding.severity];
  return (
    <span class={`urgency ${finding.severity}`}>
      <span aria-hidden="true">{sign}</span> {word}
    </span>
  );
}

const ACTIONS: Readonly<Record<string, string>> = {
  'finding.decided': 'Decidió sobre ella',
  'finding.rejected': 'La rechazó',
  'finding.merged': 'La unió a otra convocatoria',
  'finding.reopened': 'La reabrió',
};

/** Who decided what, the newest first. */
export function FindingHistory(props: {
  entries: readonly AuditEntry[];
  people: People;
}): JSX.Element | null {
  const { entries, people } = props;
  if (entries.length === 0) return null;
  return (
    <details class="panel">
      <summary>Historial de esta novedad</summary>
      <ul>
        {entries.toReversed().map(({ at, actorId, action, after }) => (
          <li>
            {`${momentText(at)} · ${(actorId && people.get(actorId)) ?? 'Chasqui'}: ${ACTIONS[action] ?? 'La cambió'}`}
            {reasonIn(after) && `. Motivo: ${reasonIn(after)}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

function reasonIn(after: object | null): string | null {
  const { reason } = (after ?? {}) as { reason?: unknown };
  return typeof reason === 'string' ? reason : null;
}
