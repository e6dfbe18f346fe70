import type { Call } from '@chasqui/calls';
import type { MatchListItem, ShutOut, VerdictCounts } from '@chasqui/matching';
import type { JSX } from 'preact';
import { ELIGIBILITY_LABELS, FORM_LABELS, GATE_LABELS } from '../views/labels.js';
import { DeadlineView, DemoBadge, Score } from '../views/parts.js';
import { DismissButton, RestoreButton } from './match-dismissal-parts.js';
import { GateGround } from './match-judgement.js';
import { verdictSummary } from './match-opinions.js';

type Tab = 'pueden' | 'no-pueden' | 'descartadas';

/** The lists of a GAD: what it can take part in, what it cannot, and what it left aside. */
export function MatchTabs(props: { base: string; current: Tab; dismissed: number }): JSX.Element {
  const tabs: [Tab, url: string, label: string][] = [
    ['pueden', props.base, 'Puede participar'],
    ['no-pueden', `${props.base}?ver=no-pueden`, 'No puede, y por qué'],
    ['descartadas', `${props.base}/descartadas`, `Descartadas (${props.dismissed})`],
  ];
  return (
    <nav class="tabs" aria-label="Qué ver">
      {tabs.map(([tab, url, label]) => (
        <a href={url} aria-current={tab === props.current ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}

type Titled = Pick<Call, 'title' | 'language'>;

/** Says that a call was just left aside, and undoes it. */
export function DismissedNote(props: { call: Titled; url: string; mayUndo: boolean }): JSX.Element {
  const { call, url, mayUndo } = props;
  return (
    <div class="done">
      <p role="status">
        Descartada: <span lang={call.language}>{call.title}</span>. Ya no sale en la lista ni en los avisos de
        su GAD.
      </p>
      {mayUndo && <RestoreButton url={url} title={call.title} label="Deshacer" place="lista" />}
    </div>
  );
}

/** Says that a call was just brought back. */
export function RestoredNote({ call, url }: { call: Titled; url: string }): JSX.Element {
  return (
    <p class="done" role="status">
      Restaurada:{' '}
      <a href={url} lang={call.language}>
        {call.title}
      </a>
      .
    </p>
  );
}

interface Place {
  readonly url: string;
  readonly now: Date;
  readonly zone: string;
}

/** One call that the GAD can take part in. */
export function MatchCard(
  props: Place & {
    item: MatchListItem;
    verdicts: VerdictCounts | undefined;
    compareUrl: string;
    mayDismiss: boolean;
  },
): JSX.Element {
  const { item, verdicts, url } = props;
  return (
    <li class="card">
      <CardHead call={item} donorName={item.donorName} url={url} />
      <Score value={item.score} />
      <p class={`answer ${item.eligibility}`}>{ELIGIBILITY_LABELS[item.eligibility]}</p>
      {verdicts && <p>{verdictSummary(verdicts)}</p>}
      {item.topReason && <p>{item.topReason}</p>}
      {item.topQuote && <p class="quote">«{item.topQuote}»</p>}
      <DeadlineView call={item} now={props.now} zone={props.zone} />
      <div class="actions">
        <a class="button quiet" href={props.compareUrl} aria-label={`Comparar con otra: ${item.title}`}>
          Comparar con otra
        </a>
        {props.mayDismiss && <DismissButton url={url} title={item.title} />}
      </div>
    </li>
  );
}

/** One call that a condition shuts out, with that condition. */
export function ShutOutCard({ item, url, now, zone }: Place & { item: ShutOut }): JSX.Element {
  const { call, failed, others } = item;
  return (
    <li class="card">
      <CardHead call={call} donorName={call.donor?.nameEs ?? ''} url={url} />
      <p class="answer fails">{GATE_LABELS[failed.id]}</p>
      <GateGround gate={failed} language={call.language} />
      {others.length > 0 && (
        <p class="quiet">Tampoco cumple: {others.map(({ id }) => GATE_LABELS[id]).join(', ')}.</p>
      )}
      <DeadlineView call={call} now={now} zone={zone} />
    </li>
  );
}

function CardHead(props: {
  call: Titled & Pick<Call, 'financialForm' | 'isDemo'>;
  donorName: string;
  url: string;
}): JSX.Element {
  const { call, donorName, url } = props;
  return (
    <>
      <p class="kicker">
        {donorName} · {FORM_LABELS[call.financialForm]} <DemoBadge isDemo={call.isDemo} />
      </p>
      <h2>
        <a href={url} lang={call.language}>
          {call.title}
        </a>
      </h2>
    </>
  );
}
