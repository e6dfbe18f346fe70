import { formatDateTime } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { countText } from './alert-words.js';
import { EverythingLink } from './everything-link.js';
import type { MailLine, NoticeLine } from './notice-history.query.js';
import { NoticeView } from './notice-view.js';
import { consentsFor, type GivenConsent } from './why.query.js';

/** Where one of the lists that brought a notice is stopped. */
export interface WayOut {
  readonly what: string;
  readonly url: string;
}

export interface WhyFacts {
  readonly mail: MailLine;
  readonly consents: readonly GivenConsent[];
  /** By the id of the notice. */
  readonly waysOut: ReadonlyMap<string, readonly WayOut[]>;
  readonly zone: string;
  readonly now: Date;
  /** As it stands in addresses. */
  readonly token: string;
  readonly preferencesUrl: string | null;
}

/** Everything that a mail told, however long it was, each with its reasons. */
export function WhyView(facts: WhyFacts): JSX.Element {
  const { mail, zone } = facts;
  return (
    <>
      <h1>Por qué recibió este correo</h1>
      <dl class="facts">
        {mail.subject && <Fact label="Asunto" value={mail.subject} />}
        <Fact label="Preparado" value={formatDateTime(mail.createdAt, zone)} />
        {mail.sentAt && <Fact label="Enviado" value={formatDateTime(mail.sentAt, zone)} />}
        <Fact
          label="Contiene"
          value={countText(mail.notices.length, 'un aviso', 'avisos, que se juntaron en un solo correo')}
        />
      </dl>
      <EverythingLink token={facts.token} url={facts.preferencesUrl} />
      <ol class="cards">
        {mail.notices.map((notice) => (
          <NoticeView notice={notice} now={facts.now} zone={zone}>
            <Consents notice={notice} {...facts} />
            <WaysOut ways={facts.waysOut.get(notice.id) ?? []} notice={notice} />
            <p class="quiet">
              Código del hecho: <code>{notice.eventKey}</code>
            </p>
          </NoticeView>
        ))}
      </ol>
    </>
  );
}

function Consents({
  notice,
  consents,
  zone,
}: { notice: NoticeLine } & Pick<WhyFacts, 'consents' | 'zone'>): JSX.Element {
  const own = consentsFor(notice, consents);
  if (notice.kind === 'address_problem') {
    return <p>Lo recibe quien responde por los avisos de su GAD: no es una suscripción.</p>;
  }
  if (own.length === 0) return <p>Lo recibe porque sigue esta convocatoria o recibió un aviso de ella.</p>;
  return (
    <ul class="plain">
      {own.map(({ at, wording }) => (
        <li>{`Usted lo aceptó el ${formatDateTime(at, zone)}: «${wording}»`}</li>
      ))}
    </ul>
  );
}

function WaysOut({ ways, notice }: { ways: readonly WayOut[]; notice: NoticeLine }): JSX.Element | null {
  if (ways.length === 0) return null;
  return (
    <p>
      Para no recibirlo más, deje:{' '}
      {ways.map(({ what, url }, index) => (
        <>
          {index > 0 && ' · '}
          <a href={url} aria-label={notice.callTitle ? `${what}: ${notice.callTitle}` : what}>
            {what}
          </a>
        </>
      ))}
    </p>
  );
}

function Fact({ label, value }: { label: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The mail is no longer kept, or never was the person's. */
export function UnknownMail(): JSX.Element {
  return (
    <>
      <h1>Ese correo ya no consta</h1>
      <p class="notice">
        No guardamos ya lo que decía. Para ver lo que recibe, <a href="/avisos">ingrese a sus avisos</a>.
      </p>
    </>
  );
}
