import type { FieldError } from '@chasqui/kernel';
import type { NetworkMembership } from '@chasqui/networks';
import { NETWORK_ROLE_LABELS } from '@chasqui/vocabularies';
import type { JSX } from 'preact';
import { z } from 'zod';
import { AreaField, DateField, SelectField, TextField } from '../views/fields.js';

const text = z.string().max(4_000).default('');

/** The form of a membership as browsers send it. */
export const membershipForm = z.object({
  revision: z.coerce.number().int().nonnegative().default(0),
  networkId: z.string().max(60).default(''),
  role: text,
  fromYear: text,
  untilYear: text,
  feeAmount: text,
  feeCurrency: text,
  feeDueOn: text,
  noteEs: text,
});
export type MembershipForm = z.output<typeof membershipForm>;

export function toMembershipForm(membership: NetworkMembership): MembershipForm {
  return {
    revision: membership.revision,
    networkId: membership.networkId,
    role: membership.role,
    fromYear: membership.fromYear === null ? '' : String(membership.fromYear),
    untilYear: membership.untilYear === null ? '' : String(membership.untilYear),
    feeAmount: membership.feeAmount ?? '',
    feeCurrency: membership.feeCurrency ?? '',
    feeDueOn: membership.feeDueOn ?? '',
    noteEs: membership.noteEs ?? '',
  };
}

/** The facts of a membership. The network itself is chosen elsewhere. */
export function MembershipFields(props: {
  form: MembershipForm;
  errors: readonly FieldError[];
}): JSX.Element {
  const { form, errors } = props;
  const of = <Name extends Exclude<keyof MembershipForm, 'revision'>>(name: Name) => ({
    name,
    value: form[name],
    errors,
  });
  return (
    <>
      <input type="hidden" name="revision" value={form.revision} />
      <SelectField
        {...of('role')}
        label="Papel de su GAD"
        choices={[['', 'Elija…'], ...Object.entries(NETWORK_ROLE_LABELS)]}
      />
      <TextField {...of('fromYear')} label="Miembro desde (año)" help="Vacío si no se sabe." />
      <TextField {...of('untilYear')} label="Hasta (año)" help="Vacío mientras sigue." />
      <p class="quiet">El papel y los años son públicos. La cuota y la nota las ve solo su GAD.</p>
      <TextField
        {...of('feeAmount')}
        label="Cuota anual"
        help="En cifras o como 3,5 mil. Vacía si no paga."
      />
      <TextField {...of('feeCurrency')} label="Moneda" help="Tres letras: USD, EUR…" />
      <DateField {...of('feeDueOn')} label="La próxima cuota vence el" type="date" />
      <AreaField {...of('noteEs')} label="Nota" />
    </>
  );
}
