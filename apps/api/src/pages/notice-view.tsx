import { formatDateTime } from '@chasqui/kernel';
import { NOTICE_KIND_LABELS } from '@chasqui/notifications';
import type { ComponentChildren, JSX } from 'preact';
import { whenText } from './alert-words.js';
import type { NoticeLine } from './notice-history.query.js';
import { noticeStanding, stepText } from './notice-words.js';

const MINUTE_MS = 60_000;

/** A notice in a list: what it told, why, and how it stands. */
export function NoticeView(props: {
  notice: NoticeLine;
  now: Date;
  zone: string;
  /** The page that explains its mail; missing when it is on that page or has no mail. */
  whyUrl?: string | undefined;
  children?: ComponentChildren;
}): JSX.Element {
  const { notice, now, zone, whyUrl } = props;
  const standing = noticeStanding(notice, now, zone);
  const step = stepText(notice);
  const waits = notice.dueAt.getTime() - notice.createdAt.getTime() > MINUTE_MS;
  return (
    <li class="card">
      <p class="kicker">
        {NOTICE_KIND_LABELS[notice.kind]}
        {notice.urgent && <span class="badge doubt">Urgente</span>}
      </p>
      <NoticeTitle notice={notice} />
      {step && <p>{step}.</p>}
      <p class={`standing ${standing.tone}`}>{standing.text}</p>
      {notice.reasons.length > 0 && <p>Por qué: {notice.reasons.join('; ')}.</p>}
      {props.children}
      <p class="quiet">
        {`Anotado el ${formatDateTime(notice.createdAt, zone)}${waits ? `, para salir ${whenText(notice.dueAt, now, zone)}` : ''}. `}
        {whyUrl && (
          <a
            href={whyUrl}
            aria-label={`Por qué lo recibió: ${notice.callTitle ?? NOTICE_KIND_LABELS[notice.kind]}`}
          >
            Por qué lo recibió
          </a>
        )}
      </p>
    </li>
  );
}

function NoticeTitle({ notice }: { notice: NoticeLine }): JSX.Element {
  const { callTitle, callSlug, callLanguage } = notice;
  if (callTitle === null) return <h2>{NOTICE_KIND_LABELS[notice.kind]}</h2>;
  return (
    <h2>
      {callSlug ? (
        <a href={`/convocatorias/${callSlug}`} lang={callLanguage ?? undefined}>
          {callTitle}
        </a>
      ) : (
        <>
          <span lang={callLanguage ?? undefined}>{callTitle}</span>
          <span class="badge">Ya no está publicada</span>
        </>
      )}
    </h2>
  );
}
