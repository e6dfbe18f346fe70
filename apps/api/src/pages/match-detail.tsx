import type { Person } from '@chasqui/accounts';
import { targetClose } from '@chasqui/calls';
import type { currentTemplate } from '@chasqui/checklists';
import { type Gad, zoneOfGad } from '@chasqui/gads';
import { type DomainError, localDate } from '@chasqui/kernel';
import type { dismissalOf, Judged, ReviewItem } from '@chasqui/matching';
import { amountText, openQuestions } from '@chasqui/notifications';
import type { Follow } from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { FORM_LABELS } from '../views/labels.js';
import { DeadlineView, DemoBadge, FormErrors } from '../views/parts.js';
import { Steps } from '../views/steps.js';
import { DismissalNote, DismissForm, RestoreButton } from './match-dismissal-parts.js';
import { FollowPanel } from './follow-panel.js';
import { Blocks, Gates, Reasons, Scores, SmallPrint } from './match-judgement.js';
import { type OpinionForm, Opinions } from './match-opinions.js';

export interface MatchDetailFacts {
  readonly gad: Gad;
  readonly judged: Judged;
  readonly reviews: readonly ReviewItem[];
  readonly dismissal: Awaited<ReturnType<typeof dismissalOf>>;
  readonly checklist: Awaited<ReturnType<typeof currentTemplate>>;
  readonly now: Date;
  /** The account that looks, and what it may do besides. */
  readonly person: Person;
  /** How she follows the call, and who of the GAD does. */
  readonly follow: Follow | null;
  readonly followers: readonly string[];
  readonly mayReview: boolean;
  readonly mayDismiss: boolean;
  /** What the person sent when it was refused. */
  readonly refused?: { readonly form: OpinionForm; readonly error: DomainError } | undefined;
}

/** One call for one GAD: what speaks for it, what against it, what is not known and what people think of it. */
export function MatchDetail(facts: MatchDetailFacts): JSX.Element {
  const { gad, judged, dismissal, now, checklist } = facts;
  const { call, assessment, stored, dataVersion } = judged;
  const url = `/gads/${gad.dpaCode}/coincidencias/${call.slug}`;
  const zone = zoneOfGad(gad);
  const close = targetClose(call, now);
  return (
    <article>
      <p class="kicker">
        {call.donor?.nameEs} · {FORM_LABELS[call.financialForm]} <DemoBadge isDemo={call.isDemo} />
      </p>
      <h1 lang={call.language}>{call.title}</h1>
      <p>
        Para <strong>{gad.name}</strong> · <a href={`/convocatorias/${call.slug}`}>Ver la ficha completa</a>
      </p>
      <p>
        <a href={`/gads/${gad.dpaCode}/comparar?a=${call.slug}`}>Comparar con otra convocatoria</a> ·{' '}
        <a href={`${url}/provincia`}>Ver los demás GAD de la provincia</a>
      </p>
      {facts.refused && (
        <FormErrors message={facts.refused.error.message} fields={facts.refused.error.fields} />
      )}
      {dismissal && (
        <div class="notice">
          <DismissalNote {...dismissal} />
          {facts.mayDismiss && <RestoreButton url={url} title={call.title} label="Restaurar" place="ficha" />}
        </div>
      )}
      <Blocks gates={assessment.gates} language={call.language} />
      <section class="panel" aria-labelledby="cierre">
        <h2 id="cierre">Cierre</h2>
        <DeadlineView call={call} now={now} zone={zone} />
        <p>Monto: {amountText(call)}</p>
        <FollowPanel {...facts} call={call} gadCode={followGad(facts)} />
      </section>
      <Scores assessment={assessment} stored={stored} />
      <Reasons assessment={assessment} language={call.language} />
      <Gates gates={assessment.gates} language={call.language} />
      <Sentences id="falta" title="Qué falta por saber" texts={openQuestions(assessment)} />
      <Sentences id="subiria" title="Qué subiría el puntaje" texts={assessment.improvements} />
      <OwnOpinions {...facts} url={url} />
      {facts.mayDismiss && !dismissal && <DismissForm url={url} />}
      <Steps
        steps={checklist.steps}
        deadline={close && localDate(close, zone)}
        today={localDate(now, zone)}
      />
      <p class="quiet">{checklist.template.note}</p>
      <SmallPrint assessment={assessment} stored={stored} dataVersion={dataVersion} />
    </article>
  );
}

function OwnOpinions(props: MatchDetailFacts & { url: string }): JSX.Element {
  const { reviews, person, mayReview, refused, url } = props;
  const own = reviews.find((review) => review.accountId === person.id) ?? null;
  const written = refused?.form ?? { verdict: own?.verdict ?? '', reason: own?.reasonEs ?? '' };
  return (
    <Opinions
      url={url}
      reviews={reviews}
      own={own}
      form={mayReview ? written : null}
      error={refused?.error}
    />
  );
}

function Sentences(props: { id: string; title: string; texts: readonly string[] }): JSX.Element | null {
  if (props.texts.length === 0) return null;
  return (
    <section aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      <ul>
        {props.texts.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </section>
  );
}

/** A curator who looks at a GAD's match follows the call for herself. */
function followGad({ gad, person }: MatchDetailFacts): string | null {
  return person.memberships.some(({ gadCode }) => gadCode === gad.dpaCode) ? gad.dpaCode : null;
}
