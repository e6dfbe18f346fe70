import type { DomainError } from '@chasqui/kernel';
import { BULLETIN_CONSENT_TEXT, SEARCH_CONSENT_TEXT, type SubscriptionRequest } from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { z } from 'zod';
import { TextField } from '../views/fields.js';
import { Field, FormErrors } from '../views/parts.js';
import { FREQUENCY_CHOICES, RadioField } from './alert-fields.js';
import { FREQUENCY_LABELS } from './alert-words.js';
import type { NamedSearch } from './search-name.js';

/** What somebody without an account sends. Unticked boxes are absent. */
export const subscribeForm = z.object({
  consulta: z.string().max(2000).default(''),
  name: z.string().max(500).default(''),
  email: z.string().max(500).default(''),
  frequency: z.string().max(20).default('daily'),
  avisos: z.literal('si').optional().catch(undefined),
  boletin: z.literal('si').optional().catch(undefined),
});
export type SubscribeForm = z.output<typeof subscribeForm>;

/** The form; without a search it is for the bulletin alone. */
export function SubscribePage(props: {
  form: SubscribeForm;
  search: NamedSearch | null;
  contact: string | undefined;
  error?: DomainError | undefined;
}): JSX.Element {
  const { form, search, error } = props;
  const errors = error?.fields ?? [];
  return (
    <div class="narrow">
      <h1>Recibir avisos por correo</h1>
      {error && <FormErrors message={error.message} fields={errors} />}
      {search ? (
        <p>
          Le avisamos de cada convocatoria nueva que encuentre la búsqueda{' '}
          <a href={`/buscar?${search.query}`}>«{search.name}»</a>. No hace falta tener una cuenta.
        </p>
      ) : (
        <p class="notice">
          Para recibir convocatorias de un tema o un lugar, primero <a href="/buscar">búsquelo</a> y pulse
          «Recibir avisos por correo». Aquí puede pedir el boletín mensual.
        </p>
      )}
      <form method="post" action="/suscribirse" class="panel">
        <input type="hidden" name="consulta" value={search?.query ?? ''} />
        <TextField name="name" label="Su nombre" value={form.name} errors={errors} />
        <Field name="email" label="Su correo" errors={errors}>
          {(attributes) => (
            <input {...attributes} type="email" autocomplete="email" required value={form.email} />
          )}
        </Field>
        {search && (
          <RadioField
            name="frequency"
            label="¿Cada cuánto?"
            value={form.frequency}
            choices={FREQUENCY_CHOICES}
            errors={errors}
          />
        )}
        <Agreement form={form} search={search} errors={errors} />
        <PrivacyNotice contact={props.contact} />
        <button type="submit">Enviarme el correo de confirmación</button>
      </form>
    </div>
  );
}

/** One box for each thing, none ticked beforehand. */
function Agreement(props: {
  form: SubscribeForm;
  search: NamedSearch | null;
  errors: DomainError['fields'];
}): JSX.Element {
  const { form, search } = props;
  const own = props.errors.filter(({ field }) => field === 'agreed');
  return (
    <fieldset id="agreed" class={own.length > 0 ? 'wrong' : undefined}>
      <legend>¿Qué quiere recibir?</legend>
      {own.map(({ message }) => (
        <p class="error">{message}</p>
      ))}
      {search && (
        <p class="check">
          <input type="checkbox" id="avisos" name="avisos" value="si" checked={form.avisos === 'si'} />
          <label for="avisos">{SEARCH_CONSENT_TEXT}</label>
        </p>
      )}
      <p class="check">
        <input type="checkbox" id="boletin" name="boletin" value="si" checked={form.boletin === 'si'} />
        <label for="boletin">{BULLETIN_CONSENT_TEXT}</label>
      </p>
    </fieldset>
  );
}

/** What a person must know before she gives her data (LOPDP art. 12). */
function PrivacyNotice({ contact }: { contact: string | undefined }): JSX.Element {
  return (
    <details>
      <summary>Qué hacemos con sus datos</summary>
      <ul>
        <li>Guardamos su nombre, su correo y lo que pide aquí, solo para enviarle esos avisos.</li>
        <li>
          Lo hacemos con su consentimiento, que usted retira cuando quiera, sin dar razones, con un clic en
          cualquier correo. Lo que ya se envió sigue siendo válido.
        </li>
        <li>
          Si no confirma en 48 horas, no le enviamos nada y su correo se borra en los días siguientes. Si
          confirma, lo guardamos mientras reciba avisos.
        </li>
        <li>No entregamos sus datos a nadie ni decidimos nada sobre usted con ellos.</li>
        <li>
          Puede ver, descargar, corregir y borrar sus datos, u oponerse a su uso
          {contact ? (
            <>
              . Delegada o delegado de protección de datos: <strong>{contact}</strong>.
            </>
          ) : (
            ', escribiendo a quien administra esta página.'
          )}{' '}
          También puede acudir a la Superintendencia de Protección de Datos Personales.
        </li>
      </ul>
    </details>
  );
}

/** The same for everybody: nobody learns whether an address is known. */
export function RequestTaken({ email }: { email: string }): JSX.Element {
  return (
    <div class="narrow">
      <h1>Revise su correo</h1>
      <p role="status">
        Si <strong>{email}</strong> puede recibir avisos, en un momento le llega un correo para confirmar.
        Hasta que lo confirme no le enviamos nada más.
      </p>
      <p>El enlace sirve durante 48 horas. Si no lo ve, mire también en el correo no deseado.</p>
    </div>
  );
}

/** What a link of the confirmation mail opens. Pressing the button is the yes. */
export function AskConfirmation(props: { request: SubscriptionRequest; token: string }): JSX.Element {
  const { request, token } = props;
  return (
    <div class="narrow">
      <h1>¿Confirma que quiere recibirlos?</h1>
      <form method="post" action={`/confirmar/${token}`} class="panel">
        <p>
          Todavía no cambió nada. Si pulsa el botón, enviaremos a <strong>{request.email}</strong>:
        </p>
        <Wanted request={request} />
        <button type="submit">Sí, quiero recibirlos</button>
      </form>
      <p class="quiet">Si usted no lo pidió, cierre esta página: no le enviaremos nada.</p>
    </div>
  );
}

function Wanted({ request }: { request: SubscriptionRequest }): JSX.Element {
  const { searchQuery, label, frequency, bulletin } = request;
  return (
    <ul>
      {searchQuery !== null && (
        <li>
          Las convocatorias nuevas de la búsqueda <a href={`/buscar?${searchQuery}`}>«{label}»</a>.{' '}
          {FREQUENCY_LABELS[frequency]}.
        </li>
      )}
      {bulletin && <li>El boletín mensual de cooperación.</li>}
    </ul>
  );
}

export function ConfirmedNote(props: { request: SubscriptionRequest; preferencesUrl: string }): JSX.Element {
  return (
    <div class="narrow">
      <h1>Listo: está confirmado</h1>
      <p class="done" role="status">
        Desde ahora enviamos a <strong>{props.request.email}</strong>:
      </p>
      <Wanted request={props.request} />
      <p>
        <a class="button" href={props.preferencesUrl}>
          Ver y cambiar mis avisos
        </a>
      </p>
      <p class="quiet">Cada correo trae un enlace para cambiarlos o dejar de recibirlos con un clic.</p>
    </div>
  );
}

/** The link is too old, or was never ours. */
export function ConfirmationOver(props: {
  state: 'expired' | 'gone';
  token: string;
  repeatable: boolean;
}): JSX.Element {
  return (
    <div class="narrow">
      <h1>{props.state === 'expired' ? 'Este enlace caducó' : 'Este enlace no sirve'}</h1>
      <p>No se le envió nada y no cambió nada.</p>
      {props.repeatable ? (
        <form method="post" action={`/confirmar/${props.token}/otra-vez`} class="panel">
          <p>Podemos enviarle el correo de confirmación una vez más.</p>
          <button type="submit">Enviármelo otra vez</button>
        </form>
      ) : (
        <p>
          Si todavía quiere recibir avisos, <a href="/suscribirse">pídalos de nuevo</a>.
        </p>
      )}
    </div>
  );
}

export function SentAgain(): JSX.Element {
  return (
    <div class="narrow">
      <h1>Revise su correo</h1>
      <p role="status">
        Si todavía se podía, en un momento le llega otra vez el correo para confirmar. Sirve durante 48 horas.
      </p>
    </div>
  );
}
