import type { FieldError } from '@chasqui/kernel';
import { SEARCH_CONSENT_TEXT, type SearchChoice } from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { z } from 'zod';
import { type Choice, TextField } from '../views/fields.js';
import { RadioField } from './alert-fields.js';

/** What a person sends to keep a search. */
export const saveForm = z.object({
  consulta: z.string().max(2000).default(''),
  nombre: z.string().max(500).default(''),
  avisos: z.string().max(20).default(''),
});
export type SaveForm = z.output<typeof saveForm>;

const ANSWERS: readonly Choice[] = [
  ['immediate', 'Sí, al momento: cada convocatoria, apenas se publica'],
  ['daily', 'Sí, una vez al día'],
  ['weekly', 'Sí, una vez por semana'],
  ['no', 'No, solo guardar la búsqueda'],
];

/** What the person answered; null when she did not, which is neither yes nor no. */
export function readAnswer({ avisos }: SaveForm): SearchChoice | null {
  if (avisos === 'no') return { notify: false, frequency: 'daily' };
  return avisos === 'immediate' || avisos === 'daily' || avisos === 'weekly'
    ? { notify: true, frequency: avisos }
    : null;
}

/** Keeps a search, and asks outright whether to send mails; nothing is chosen beforehand. */
export function SaveSearchForm(props: {
  form: SaveForm;
  /** Asked for where the person is, else it is called by its words. */
  withName: boolean;
  errors?: readonly FieldError[];
}): JSX.Element {
  const { form, errors = [] } = props;
  return (
    <form method="post" action="/avisos/busquedas" class="save-search">
      <input type="hidden" name="consulta" value={form.consulta} />
      {props.withName && (
        <TextField name="nombre" label="Nombre de la búsqueda" value={form.nombre} errors={errors} />
      )}
      <RadioField
        name="avisos"
        label="¿Recibir avisos por correo?"
        value={form.avisos || undefined}
        choices={ANSWERS}
        errors={errors}
        required
      >
        <p class="help">{`Con un sí, usted dice: «${SEARCH_CONSENT_TEXT}»`}</p>
      </RadioField>
      <button type="submit">Guardar esta búsqueda</button>
    </form>
  );
}
