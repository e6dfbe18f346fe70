import type { Claim, RoleClaim } from '../claims.js';
import type { Evidence } from './evidence.js';

/** What is known of the call besides what is said of applicants. */
export interface RoleContext {
  /** The donor is a foreign local government or an agency that funds bodies of its own country. */
  readonly donorFundsItsOwn: boolean;
  /** The call sends volunteers or experts. */
  readonly sendsPeople: boolean;
}

/** The sources of what is said, each read apart. */
export interface RoleEvidence {
  /** The list of applicants. */
  readonly listed: readonly Evidence[];
  /** The requirements on partners. */
  readonly partners: readonly Evidence[];
  /** Title and summary. */
  readonly told: readonly Evidence[];
}

/** The role of a local government, with all the evidence that agrees with it. */
export interface RoleReading {
  readonly claim: Claim<RoleClaim>;
  readonly grounds: readonly Evidence[];
}

/**
 * What a local government can be in the call. The list of applicants comes first, then the requirements on partners,
 * then the text. A statement of exclusion wins over everything but a list that names local governments.
 * @returns null when nothing is said.
 */
export function decideRole(evidence: RoleEvidence, context: RoleContext): RoleReading | null {
  const { listed, partners, told } = evidence;
  const all = [...listed, ...partners, ...told];
  const of = (from: readonly Evidence[], ...says: readonly Evidence['says'][]) =>
    from.filter((one) => says.includes(one.says));
  const said = told.filter((one) => one.strength === 'said');

  const listedLocals = of(listed, 'applicant');
  const exclusions = of(all, 'excluded');
  const foreign = of([...listed, ...said], 'foreignLocal');
  const hosts = of(all, 'beneficiary', 'host');

  if (listedLocals.length > 0) return reading('applicant', listedLocals);
  if (exclusions.length > 0) return excluded(exclusions, { all, foreign, hosts }, context);

  const listedPart = firstOf(listed, PARTS);
  if (listedPart) return listedPart;
  if (listed.length > 0) return amongOthers(evidence, said, foreign, context);

  return (
    firstOf(said, [['applicant', 'applicant']]) ??
    firstOf([...partners, ...told.filter(isAskedFor)], [['partner', 'partner']]) ??
    firstOf(said, PARTS) ??
    (foreign.length > 0 ? leadFromAbroad(foreign, told) : null) ??
    (context.sendsPeople && hosts.length > 0 ? reading('beneficiary', hosts) : null) ??
    others([...said], context) ??
    firstOf(told, [
      ['applicant', 'applicant'],
      ['beneficiary', 'beneficiary'],
    ]) ??
    others(told, context)
  );
}

/** What can be said of a local government short of applying, strongest first. */
const PARTS: readonly (readonly [Evidence['says'], RoleClaim])[] = [
  ['partner', 'partner'],
  ['throughNetwork', 'through_network'],
  ['beneficiary', 'beneficiary'],
  ['throughState', 'beneficiary'],
];

const isAskedFor = (one: Evidence): boolean => one.says !== 'partner' || one.strength !== 'mentioned';

/** The list names only others: the text may still admit local governments, or ask for them as partners. */
function amongOthers(
  { listed, partners, told }: RoleEvidence,
  said: readonly Evidence[],
  foreign: readonly Evidence[],
  context: RoleContext,
): RoleReading | null {
  const hosts = [...listed, ...told].filter((one) => one.says === 'beneficiary' || one.says === 'host');
  return (
    firstOf(said.filter(isAlsoAdmitted(listed)), [['applicant', 'applicant']]) ??
    firstOf([...partners, ...told.filter(isAskedFor)], [['partner', 'partner']]) ??
    (context.sendsPeople && hosts.length > 0 ? reading('beneficiary', hosts) : null) ??
    (foreign.length > 0 ? leadFromAbroad(foreign, told) : null) ??
    firstOf(said, [['throughNetwork', 'through_network']]) ??
    others(listed, context)
  );
}

/** When the list is of the donor's country, so are those that the text names without saying whose they are. */
function isAlsoAdmitted(listed: readonly Evidence[]): (one: Evidence) => boolean {
  const isAbroad = listed.some((one) => one.says === 'foreignLocal' || one.says === 'foreignNgo');
  return (one) => !isAbroad || one.bodies.some((body) => body.ofPartnerCountry);
}

/** Local governments of the donor's country apply: one of the partner country is a partner when it is mentioned. */
function leadFromAbroad(foreign: readonly Evidence[], told: readonly Evidence[]): RoleReading {
  return firstOf(told, [['partner', 'partner']]) ?? reading('foreign_lead', foreign);
}

/**
 * Local governments are kept out of applying. They can still host who is sent, be the partner of those of the donor's
 * country or the counterpart of its NGOs, or the ally the call names.
 */
function excluded(
  exclusions: readonly Evidence[],
  known: Record<'all' | 'foreign' | 'hosts', readonly Evidence[]>,
  context: RoleContext,
): RoleReading {
  if (context.sendsPeople && (known.hosts.length > 0 || known.foreign.length > 0)) {
    return reading('beneficiary', known.hosts.length > 0 ? known.hosts : exclusions);
  }
  if (known.foreign.length > 0) return leadFromAbroad(known.foreign, known.all);
  const ally = firstOf(known.all, [['partner', 'partner']]);
  if (ally) return ally;
  const lead = others(known.all, context);
  return lead?.claim.value === 'foreign_lead' ? lead : reading('other_only', exclusions);
}

function others(from: readonly Evidence[], { donorFundsItsOwn }: RoleContext): RoleReading | null {
  const abroad = from.filter((one) => one.says === 'foreignNgo' || (one.says === 'ngo' && donorFundsItsOwn));
  if (abroad.length > 0) return reading('foreign_lead', abroad);
  const local = from.filter((one) => one.says === 'ngo' || one.says === 'other');
  return local.length > 0 ? reading('other_only', local) : null;
}

function firstOf(
  from: readonly Evidence[],
  order: readonly (readonly [Evidence['says'], RoleClaim])[],
): RoleReading | null {
  for (const [says, role] of order) {
    const grounds = from.filter((one) => one.says === says);
    if (grounds.length > 0) return reading(role, grounds);
  }
  return null;
}

function reading(value: RoleClaim, grounds: readonly Evidence[]): RoleReading {
  const [first] = grounds;
  if (!first) throw new Error('A role needs a ground.');
  return { claim: { value, field: first.field, quote: first.quote, fromText: true }, grounds };
}
