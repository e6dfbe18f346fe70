import { type FieldError, formatShortDate } from '@chasqui/kernel';
import { MAX_REASON, type ReviewItem, type Verdict, type VerdictCounts, VERDICTS } from '@chasqui/matching';
import type { JSX } from 'preact';
import { AreaField } from '../views/fields.js';
import { VERDICT_LABELS } from '../views/labels.js';
import { figure } from '../views/parts.js';

/** What stands in the form: what the person sent, or what she said before. */
export interface OpinionForm {
  readonly verdict: string;
  readonly reason: string;
}

/** "2 personas: sí nos sirve; 1 persona: no nos sirve". */
export function verdictSummary(counts: VerdictCounts): string {
  return VERDICTS.filter((verdict) => counts[verdict] > 0)
    .map((verdict) => {
      const people = counts[verdict] === 1 ? '1 persona' : `${counts[verdict]} personas`;
      return `${people}: ${VERDICT_LABELS[verdict].toLowerCase()}`;
    })
    .join('; ');
}

export function countVerdicts(reviews: readonly { readonly verdict: Verdict }[]): VerdictCounts {
  const count = (wanted: Verdict) => reviews.filter(({ verdict }) => verdict === wanted).length;
  return { fits: count('fits'), does_not_fit: count('does_not_fit') };
}

/** What the people of the GAD think, and the form for one's own opinion. `form` is null for those who only read. */
export function Opinions(props: {
  url: string;
  reviews: readonly ReviewItem[];
  own: ReviewItem | null;
  form: OpinionForm | null;
  error?: { readonly message: string; readonly fields: readonly FieldError[] } | undefined;
}): JSX.Element {
  const { url, reviews, own, form, error } = props;
  return (
    <section aria-labelledby="opiniones">
      <h2 id="opiniones">Qué opina la gente del GAD</h2>
      <p class="quiet">
        Las opiniones se muestran junto al puntaje y nunca lo cambian. Sirven para revisar la fórmula.
      </p>
      {reviews.length === 0 ? (
        <p>Todavía nadie opinó.</p>
      ) : (
        <>
          <p>
            <strong>{verdictSummary(countVerdicts(reviews))}</strong>
          </p>
          <ul class="reasons">
            {reviews.map((review) => (
              <Opinion review={review} />
            ))}
          </ul>
        </>
      )}
      {form && (
        <form method="post" action={`${url}/opinion`} class="panel">
          <h3>{own ? 'Cambiar mi opinión' : 'Dar mi opinión'}</h3>
          <VerdictField value={form.verdict} errors={error?.fields ?? []} />
          <AreaField
            name="reason"
            label="Por qué"
            help={`Obligatorio, hasta ${MAX_REASON} caracteres. Lo leen su GAD y la curaduría.`}
            errors={error?.fields ?? []}
            value={form.reason}
          />
          <button type="submit">Guardar mi opinión</button>
        </form>
      )}
      {form && own && (
        <form method="post" action={`${url}/opinion/quitar`}>
          <button type="submit" class="quiet">
            Quitar mi opinión
          </button>
        </form>
      )}
    </section>
  );
}

function Opinion({ review }: { review: ReviewItem }): JSX.Element {
  const { verdict, personName, reasonEs, reviewedAt, score, formulaVersion } = review;
  return (
    <li>
      <p>
        <strong>{VERDICT_LABELS[verdict]}</strong>: {personName}
      </p>
      <p class="own-words">{reasonEs}</p>
      <p class="quiet">
        {formatShortDate(reviewedAt)}
        {score === null
          ? ', cuando no estaba en la lista'
          : `, con ${figure(score)} de 100 (fórmula ${formulaVersion})`}
      </p>
    </li>
  );
}

function VerdictField({ value, errors }: { value: string; errors: readonly FieldError[] }): JSX.Element {
  const own = errors.filter(({ field }) => field === 'verdict');
  return (
    <fieldset id="verdict" class={own.length > 0 ? 'wrong' : undefined}>
      <legend>¿Nos sirve?</legend>
      {own.map(({ message }) => (
        <p class="error">{message}</p>
      ))}
      {VERDICTS.map((verdict) => (
        <p class="check">
          <input
            type="radio"
            id={`verdict-${verdict}`}
            name="verdict"
            value={verdict}
            checked={verdict === value}
          />
          <label for={`verdict-${verdict}`}>{VERDICT_LABELS[verdict]}</label>
        </p>
      ))}
    </fieldset>
  );
}
