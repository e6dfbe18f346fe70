import type { JSX } from 'preact';

/** The way from the link of a mail to all that the person receives; with an old mail, by way of a fresh one. */
export function EverythingLink({ token, url }: { token: string; url: string | null }): JSX.Element {
  return url ? (
    <p>
      <a href={url}>Ver y cambiar todo lo que recibe</a>
    </p>
  ) : (
    <form method="post" action={`/preferencias/${token}/enlace`}>
      <p>Este correo tiene ya varios meses. Para ver y cambiar todo lo que recibe, pida un enlace nuevo.</p>
      <button type="submit" class="quiet">
        Enviarme un enlace nuevo
      </button>
    </form>
  );
}
