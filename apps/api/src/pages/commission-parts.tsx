import {
  type CommissionRound,
  roundDeadline,
  stageLine,
  windowState,
  windowText,
} from '@chasqui/commissions';
import { formatShortDate } from '@chasqui/kernel';
import type { RoundStage } from '@chasqui/vocabularies';
import type { JSX } from 'preact';
import { DeadlineView } from '../views/parts.js';

const TIME_WORDS = { past: 'Ya pasó', current: 'Etapa actual', future: 'Por venir' } as const;

/** The six stages drawn as a line; each opens to what a GAD does in it. The current one is open. */
export function StageLine({ current }: { current: RoundStage | null }): JSX.Element {
  return (
    <ol class="stages">
      {stageLine(current).map(({ label, what, task, time }) => (
        <li class={time} aria-current={time === 'current' ? 'step' : undefined}>
          <details open={time === 'current'}>
            <summary>
              <strong>{label}</strong>
              {current !== null && <span class="quiet"> {TIME_WORDS[time]}</span>}
            </summary>
            <p>{what}</p>
            <p>
              <strong>Qué hace un GAD:</strong> {task}
            </p>
          </details>
        </li>
      ))}
    </ol>
  );
}

/** Whether proposals are received, and until when, with the zone of the close. */
export function WindowView({
  round,
  now,
  zone,
}: {
  round: CommissionRound;
  now: Date;
  zone?: string;
}): JSX.Element {
  const state = windowState(round, now);
  const until = state.kind === 'closed' ? state.at : state.until;
  return (
    <div class="window">
      <p>
        <strong>Recepción de propuestas:</strong> {windowText(state)}
        {state.kind === 'opens' && <> (abre el {formatShortDate(state.on)})</>}
      </p>
      {until && <p class="quiet">{state.kind === 'closed' ? 'Cerró:' : 'Cierra:'}</p>}
      {until && <DeadlineView call={roundDeadline(round)} now={now} {...(zone && { zone })} />}
    </div>
  );
}

/** The day of a round's session, announced or not, and its place. */
export function sessionOfRound(round: CommissionRound, today: string): string {
  const place = round.placeEs ? `, ${round.placeEs}` : '';
  if (!round.sessionOn) return `sin fecha${place}`;
  const day = formatShortDate(round.sessionOn);
  if (round.sessionKind === 'estimated') {
    // An estimate that passed tells nothing: it was no date.
    return round.sessionOn < today ? `sin fecha${place}` : `${day}, estimada, sin confirmar${place}`;
  }
  return `${day}${round.sessionKind === 'announced' && round.sessionOn >= today ? ', anunciada' : ''}${place}`;
}
