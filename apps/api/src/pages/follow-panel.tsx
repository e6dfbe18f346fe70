import type { Person } from '@chasqui/accounts';
import { allDeadlines, type Call } from '@chasqui/calls';
import { type Follow, FOLLOW_CONSENT_TEXT } from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { ladderText, listText } from './alert-words.js';

/** How the person who looks follows a call, and who else does. */
export interface FollowFacts {
  readonly person: Person | null;
  readonly follow: Follow | null;
  /** The GAD for which she would follow it; null on the public page. */
  readonly gadCode: string | null;
  /** People of that GAD who follow it, by name. */
  readonly followers: readonly string[];
  readonly now: Date;
}

/** "Seguir esta convocatoria", or what following it means. */
export function FollowPanel(props: FollowFacts & { call: Call }): JSX.Element {
  const { person, follow, followers } = props;
  return (
    <div class="follow" id="seguimiento">
      {follow ? <Followed {...props} follow={follow} /> : <FollowButton {...props} />}
      {followers.length > 0 && person && <p class="quiet">En el GAD la siguen: {listText(followers)}.</p>}
    </div>
  );
}

function FollowButton({
  person,
  gadCode,
  call,
}: FollowFacts & { call: Pick<Call, 'id' | 'slug'> }): JSX.Element {
  if (!person) {
    const back = encodeURIComponent(`/convocatorias/${call.slug}`);
    return (
      <p>
        <a class="button quiet" href={`/ingresar?volver=${back}`}>
          Ingresar para seguir esta convocatoria
        </a>
      </p>
    );
  }
  return (
    <form method="post" action={`/avisos/seguimiento/${call.id}/seguir`}>
      {gadCode && <input type="hidden" name="gad" value={gadCode} />}
      <button type="submit">Seguir esta convocatoria</button>
      <p class="help">{`Al pulsarlo usted dice: «${FOLLOW_CONSENT_TEXT}»`}</p>
    </form>
  );
}

function Followed({ follow, call, gadCode, now }: FollowFacts & { call: Call; follow: Follow }): JSX.Element {
  const hasDates = allDeadlines(call).some(({ at }) => at > now);
  return (
    <>
      <p>
        <strong>La sigue:</strong>{' '}
        {hasDates
          ? `le recordaremos ${ladderText(follow.ladder)} antes de cada plazo.`
          : `como no tiene fecha, le escribiremos cada ${follow.reviewEveryDays} días para que la revise.`}
      </p>
      <div class="actions">
        <a class="button quiet" href={`/avisos/seguimiento/${call.id}`}>
          Cambiar los recordatorios
        </a>
        <form method="post" action={`/avisos/seguimiento/${call.id}/dejar`} class="inline">
          {gadCode && <input type="hidden" name="gad" value={gadCode} />}
          <input type="hidden" name="volver" value="ficha" />
          <button type="submit" class="quiet" aria-label={`Dejar de seguir: ${call.title}`}>
            Dejar de seguir
          </button>
        </form>
      </div>
    </>
  );
}
