import { type Call, dateTexts, deadlineRoleName } from '@chasqui/calls';
import { type DomainError, localDate } from '@chasqui/kernel';
import { type DeliverySettings, type Follow, FOLLOW_CONSENT_TEXT, REVIEW_DAYS } from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { z } from 'zod';
import { DoneNote, Field, FormErrors } from '../views/parts.js';
import { livePause } from './alert-fields.js';
import { pauseText, whenText } from './alert-words.js';
import { LadderField } from './ladder-field.js';
import type { DatePreview } from './reminder-preview.js';

export const followForm = z.object({
  ladder: z.string().max(200).default(''),
  reviewEveryDays: z.string().max(10).optional(),
});
export type FollowForm = z.output<typeof followForm>;

const DONE: Readonly<Record<string, string>> = {
  guardado: 'Guardado. Abajo están las fechas en que le recordaremos.',
};

export interface FollowEditFacts {
  readonly call: Call;
  /** Null when she does not follow it, or no longer. */
  readonly follow: Follow | null;
  readonly settings: DeliverySettings;
  readonly previews: readonly DatePreview[];
  readonly now: Date;
  readonly done?: 'guardado' | undefined;
  /** What was typed when it was refused. */
  readonly form?: FollowForm | undefined;
  readonly error?: DomainError | undefined;
}

/** How a call is followed: the days of its reminders and when each will go out. */
export function FollowEdit(facts: FollowEditFacts): JSX.Element {
  const { call, follow, error } = facts;
  return (
    <div class="reading">
      <p>
        <a href="/avisos#seguidas">Volver a mis avisos</a>
      </p>
      <p class="kicker">Seguimiento de una convocatoria</p>
      <h1 lang={call.language}>{call.title}</h1>
      <DoneNote what={facts.done} texts={DONE} />
      {error && <FormErrors message={error.message} fields={error.fields} />}
      <p>
        {call.state === 'published' ? (
          <a
            href={
              follow?.gadCode
                ? `/gads/${follow.gadCode}/coincidencias/${call.slug}`
                : `/convocatorias/${call.slug}`
            }
          >
            Ver la convocatoria
          </a>
        ) : (
          'Ya no está publicada: no habrá más recordatorios.'
        )}
      </p>
      {follow ? <Followed {...facts} follow={follow} /> : <NotFollowed call={call} />}
    </div>
  );
}

function NotFollowed({ call }: { call: Call }): JSX.Element {
  return (
    <form method="post" action={`/avisos/seguimiento/${call.id}/seguir`} class="panel">
      <p>Usted no sigue esta convocatoria.</p>
      <button type="submit">Seguir esta convocatoria</button>
      <p class="help">{`Al pulsarlo usted dice: «${FOLLOW_CONSENT_TEXT}»`}</p>
    </form>
  );
}

function Followed(facts: FollowEditFacts & { readonly follow: Follow }): JSX.Element {
  const { call, follow, form, error, previews } = facts;
  const errors = error?.fields ?? [];
  return (
    <>
      <form method="post" action={`/avisos/seguimiento/${call.id}`} class="panel">
        <LadderField
          value={form?.ladder ?? follow.ladder.join(', ')}
          label="Recordarme estos días antes de cada plazo"
          help="Por ejemplo: 60, 30, 15, 7, 3, 1."
          errors={errors}
        />
        {previews.length === 0 && (
          <Field
            name="reviewEveryDays"
            label="Mientras no tenga fecha, revisarla cada tantos días"
            help={`Un número de ${REVIEW_DAYS.least} a ${REVIEW_DAYS.most}. Le escribimos para que vea si ya se publicó una fecha.`}
            errors={errors}
          >
            {(attributes) => (
              <input
                {...attributes}
                inputMode="numeric"
                size={4}
                value={form?.reviewEveryDays ?? String(follow.reviewEveryDays)}
              />
            )}
          </Field>
        )}
        <button type="submit">Guardar</button>
      </form>
      <Preview {...facts} />
      <form method="post" action={`/avisos/seguimiento/${call.id}/dejar`}>
        <button type="submit" class="quiet" aria-label={`Dejar de seguir: ${call.title}`}>
          Dejar de seguir
        </button>
      </form>
    </>
  );
}

/** The dates of the call with the days on which reminders will go out. */
function Preview({ previews, settings, now, call }: FollowEditFacts): JSX.Element {
  const pausedUntil = livePause(settings.pausedUntil, localDate(now, settings.zone));
  return (
    <section aria-labelledby="fechas">
      <h2 id="fechas">Cuándo le recordaremos</h2>
      {!settings.reminders && (
        <p class="notice">
          Tiene apagados los recordatorios: no le llegará ninguno.{' '}
          <a href="/avisos/entrega#reminders">Encenderlos</a>
        </p>
      )}
      {pausedUntil && (
        <p class="notice">{`${pauseText(pausedUntil)}. Los recordatorios de antes de ese día esperan hasta entonces.`}</p>
      )}
      {previews.length === 0 && (
        <p class="notice">Esta convocatoria no tiene por ahora ninguna fecha por venir.</p>
      )}
      {previews.map(({ date, reminders }) => (
        <div class="card">
          <h3>{deadlineRoleName(date.role)}</h3>
          <p>{dateTexts(date, now, settings.zone).reader}</p>
          {date.text && date.role !== 'close' && (
            <p class="quiet">
              La fuente dice: «<span lang={call.language}>{date.text}</span>»
            </p>
          )}
          {reminders.length === 0 ? (
            <p>Ya no queda ningún recordatorio de esta fecha.</p>
          ) : (
            <ul>
              {reminders.map(({ days, at }) => (
                <li>
                  {days === 0 ? 'El mismo día' : days === 1 ? '1 día antes' : `${days} días antes`}:{' '}
                  {whenText(at, now, settings.zone)}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
      <p class="quiet">
        Si un plazo cambia, los recordatorios se mueven con él. La hora se elige en{' '}
        <a href="/avisos/entrega">Cuándo le llega</a>.
      </p>
    </section>
  );
}
