import { bodiesOf, type Body } from './bodies.js';
import type { Evidence } from './evidence.js';
import type { Mark } from './lexicon.js';
import { hasTag, type Scan } from './scan.js';
import type { Tag } from './tags.js';

/**
 * What one phrase of the list of applicants says ("autorité locale étrangère (partenaire)").
 * @returns null when the phrase names nobody the lexicon knows.
 */
export function readApplicant({ field, tokens, marks }: Scan): Evidence | null {
  const bodies = bodiesOf(tokens, marks);
  const evidence = (says: Evidence['says'], of: readonly Body[] = []): Evidence => {
    return { says, strength: 'said', field, quote: tokens.text, bodies: of };
  };

  const denial = marks.find((mark) => DENIALS.has(mark.entry.tag));
  const admitted = denial ? bodies.filter((body) => !isDenied(body, denial, bodies)) : bodies;
  const first = admitted[0];
  if (!first) {
    const excluded = bodies.filter((body) => body.kind === 'local');
    if (excluded.length > 0) return evidence('excluded', excluded);
    return hasTag(marks, 'publicPartner') ? evidence('partner') : null;
  }

  const locals = admitted.filter((body) => body.kind === 'local');
  if (hasTag(marks, 'publicPartner') && first.kind !== 'local') return evidence('partner', locals);
  if (admitted.some((body) => body.kind === 'association'))
    return readAssociation(evidence, marks, locals, admitted);
  if (first.kind === 'state') return evidence('throughState', locals);
  const local = locals[0];
  if (!local) return evidence(sayOf(first));
  if (first.kind !== 'local') {
    const between = marks.filter((mark) => mark.from > first.to && mark.to < local.from);
    if (hasTag(between, 'partnerWith', 'partnerNoun', 'asPartner')) return evidence('partner', locals);
    if (hasTag(between, 'break', 'bareWith', 'beneficiary', 'host')) return evidence(sayOf(first));
  }
  if (hasTag(marks, 'host', 'beneficiary')) return evidence('beneficiary', locals);
  if (isPartner(marks, admitted)) return evidence('partner', locals);
  return evidence('applicant', locals);
}

export const DENIALS: ReadonlySet<Tag> = new Set(['deny', 'denyOf', 'denyAs']);

/** Whoever is named after the denial is denied; when nobody is, whoever is named before. */
function isDenied(body: Body, denial: Mark, bodies: readonly Body[]): boolean {
  const isNamedAfter = bodies.some((other) => other.from > denial.to);
  return !isNamedAfter || body.from > denial.to;
}

function readAssociation(
  evidence: (says: Evidence['says'], of?: readonly Body[]) => Evidence,
  marks: readonly Mark[],
  locals: readonly Body[],
  bodies: readonly Body[],
): Evidence {
  // "municipios y sus asociaciones" may apply themselves; "municipios a través de su asociación" may not.
  if (locals.length > 0 && !hasTag(marks, 'through')) return evidence('applicant', locals);
  return evidence('throughNetwork', locals.length > 0 ? locals : bodies.filter(isAssociation));
}

const isAssociation = (body: Body): boolean => body.kind === 'association';

/** "(socio)", "as partner"; not a local government that applies with a partner of another kind. */
function isPartner(marks: readonly Mark[], bodies: readonly Body[]): boolean {
  const partner = marks.find((mark) => PARTNERS.has(mark.entry.tag));
  if (!partner) return false;
  const after = bodies.find((body) => body.from > partner.to);
  return !after || after.kind === 'local';
}

const PARTNERS: ReadonlySet<Tag> = new Set(['partnerNoun', 'asPartner', 'publicPartner', 'partnerWith']);

/** What is said when this body may apply. */
export function sayOf(body: Body): Evidence['says'] {
  switch (body.kind) {
    case 'local':
      return 'applicant';
    case 'association':
      return 'throughNetwork';
    case 'state':
      return 'throughState';
    case 'foreignLocal':
      return 'foreignLocal';
    case 'foreignNgo':
      return 'foreignNgo';
    case 'ngo':
      return 'ngo';
    case 'other':
    case 'group':
      return 'other';
  }
}
