import type { Person } from '@chasqui/accounts';
import type { JSX } from 'preact';

type MailTrouble = NonNullable<Person['mailTrouble']>;

const WHAT: Readonly<Record<MailTrouble, string>> = {
  bounce: 'Sus correos no llegan',
  complaint: 'Ya no le enviamos correos',
  manual: 'Ya no le enviamos correos',
  flagged: 'Sus correos están fallando',
};

const WHY: Readonly<Record<MailTrouble, (email: string) => string>> = {
  bounce: (email) =>
    `El servidor de ${email} los devuelve y dejamos de enviarlos. Pida a quien administra el correo de su institución ` +
    'que revise el buzón; después avise a quien administra Chasqui para volver a activarlo.',
  complaint: (email) =>
    `Uno de nuestros correos a ${email} se marcó como no deseado y apagamos todos sus avisos. Si fue un error, avise ` +
    'a quien administra Chasqui y vuelva a encenderlos.',
  manual: (email) =>
    `Quien administra Chasqui detuvo los correos a ${email}. Si la dirección funciona, pídale que vuelva a activarla.`,
  flagged: (email) =>
    `El servidor de ${email} no los recibe en estos días y cada aviso se intenta una sola vez. Revise que su buzón no ` +
    'esté lleno o pida ayuda a quien administra el correo de su institución.',
};

/** The note on every page for somebody whom mails do not reach: she learns it nowhere else. */
export function MailTroubleNote({ person }: { person: Person | null }): JSX.Element | null {
  const trouble = person?.mailTrouble;
  if (!person || !trouble) return null;
  return (
    <aside class="mail-trouble" aria-label="Aviso sobre su correo">
      <p>
        <strong>
          <span aria-hidden="true">⚠ </span>
          {WHAT[trouble]}.
        </strong>{' '}
        {WHY[trouble](person.email)} Mientras tanto, lea aquí <a href="/avisos/historial">sus avisos</a>.
      </p>
    </aside>
  );
}
