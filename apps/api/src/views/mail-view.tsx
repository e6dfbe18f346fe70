import type { JSX } from 'preact';

/** The mail's own page: no scripts, nothing loaded from outside, only its own styles. */
export const MAIL_CSP = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** A mail as programs show it, locked in. */
export function MailFrame({ url, isNarrow = false }: { url: string; isNarrow?: boolean }): JSX.Element {
  return (
    <>
      <iframe
        class={isNarrow ? 'mail narrow' : 'mail'}
        src={url}
        title="Correo con formato"
        sandbox="allow-popups"
      ></iframe>
      <p>
        <a href={url}>Abrir solo el correo</a>
      </p>
    </>
  );
}

/** The text part, with its addresses of this or another site as links. */
export function MailText({ text }: { text: string }): JSX.Element {
  return (
    <pre class="text-part">
      {text
        .split(/(https?:\/\/[^\s<>"]+)/)
        .map((part, index) => (index % 2 === 1 ? <a href={part}>{part}</a> : part))}
    </pre>
  );
}
