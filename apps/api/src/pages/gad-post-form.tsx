import { type DomainError, type FieldError } from '@chasqui/kernel';
import { DEFAULT_MIN_SCORE, type GadMember, type PostInput, type PostView } from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { z } from 'zod';
import { type Choice, SelectField, TextField } from '../views/fields.js';
import { Field, FormErrors } from '../views/parts.js';
import { FREQUENCY_CHOICES, RadioField, TopicsField } from './alert-fields.js';

const text = z.string().max(1000).default('');

/** A post as browsers send it. Unticked boxes are absent, one ticked box is no list. */
export const postForm = z.object({
  name: text,
  department: text,
  themes: z
    .union([z.string().max(100), z.array(z.string().max(100)).max(200)])
    .default([])
    .transform((themes) => [themes].flat()),
  frequency: z.string().max(20).default('daily'),
  minScore: z.string().max(10).default(String(DEFAULT_MIN_SCORE)),
  includeCredit: z.literal('si').optional().catch(undefined),
  holderId: z.string().max(40).default(''),
});
export type PostForm = z.output<typeof postForm>;

export function toPostForm(post: PostView): PostForm {
  return {
    name: post.name,
    department: post.department ?? '',
    themes: [...post.themes],
    frequency: post.frequency,
    minScore: String(post.minScore),
    includeCredit: post.includeCredit ? 'si' : undefined,
    holderId: post.holder.id,
  };
}

export function readPostForm(form: PostForm): PostInput {
  const minScore = /^\d{1,3}$/.test(form.minScore.trim()) ? Number(form.minScore) : Number.NaN;
  return { ...form, minScore, includeCredit: form.includeCredit === 'si' };
}

/** The form of a new post, or of one that is there: who holds that is changed by handing it over. */
export function PostFormPage(props: {
  action: string;
  post: PostView | null;
  form: PostForm;
  members: readonly GadMember[];
  themes: readonly Choice[];
  error: DomainError | null;
}): JSX.Element {
  const { post, form, error } = props;
  const errors: readonly FieldError[] = error?.fields ?? [];
  return (
    <div class="narrow">
      <h1>{post ? `Cambiar «${post.name}»` : 'Nuevo puesto'}</h1>
      {error && <FormErrors message={error.message} fields={errors} />}
      <form method="post" action={props.action} class="panel">
        <TextField
          name="name"
          label="Nombre del puesto"
          help="Como «Punto focal de Ambiente». Los avisos siguen al puesto, no a la persona."
          value={form.name}
          errors={errors}
        />
        <TextField
          name="department"
          label="Dirección o unidad (opcional)"
          help="Como «Dirección de Ambiente»."
          value={form.department}
          errors={errors}
        />
        {!post && (
          <SelectField
            name="holderId"
            label="Quién lo tiene"
            help="¿No está en la lista? Primero regístrela o regístrelo en «Invitar a un punto focal»."
            value={form.holderId}
            choices={[['', 'Elija…'], ...props.members.map(memberChoice)]}
            errors={errors}
          />
        )}
        <TopicsField themes={props.themes} values={form.themes} errors={errors} />
        <RadioField
          name="frequency"
          label="¿Cada cuánto se le avisa?"
          value={form.frequency}
          choices={FREQUENCY_CHOICES}
          errors={errors}
        />
        <Field
          name="minScore"
          label="Avisar desde este puntaje"
          help="De 0 a 100. Con 50 recibe lo que responde con claridad al PDOT o a una competencia exclusiva."
          errors={errors}
        >
          {(attributes) => <input {...attributes} inputMode="numeric" size={4} value={form.minScore} />}
        </Field>
        <p class="check">
          <input
            type="checkbox"
            id="includeCredit"
            name="includeCredit"
            value="si"
            checked={form.includeCredit === 'si'}
          />
          <label for="includeCredit">Avisar también de créditos reembolsables.</label>
        </p>
        <button type="submit">{post ? 'Guardar los cambios' : 'Crear el puesto'}</button>
      </form>
    </div>
  );
}

/** "Ana Pérez (ana@gad.gob.ec)". */
export function memberChoice({ id, name, email }: GadMember): Choice {
  return [id, `${name} (${email})`];
}
