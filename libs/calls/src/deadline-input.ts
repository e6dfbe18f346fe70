import { ECUADOR_ZONE, instantOf, isTimeZone } from '@chasqui/kernel';
import { DEADLINE_ROLES, type DeadlineRole } from '@chasqui/vocabularies';
import { z } from 'zod';
import { closingInstant, type Deadline, type OtherDeadline } from './deadline.js';

const MINUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

const blankable = z.string().trim().nullable().default(null);

/** A further date as people enter it; without a zone Ecuador's is taken and marked as assumed. */
export const otherDeadlineSchema = z
  .object({
    role: z.enum(DEADLINE_ROLES, { message: 'Elija para qué es la fecha.' }),
    local: z.string().trim().default(''),
    zone: blankable,
    /** A stored date says that its zone was assumed; one that people enter leaves the zone empty. */
    zoneAssumed: z.boolean().default(false),
    text: z
      .string()
      .trim()
      .max(500, 'Es demasiado largo: 500 caracteres como mucho.')
      .nullable()
      .default(null),
  })
  .transform((date, context): OtherDeadline => {
    const issue = (path: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [path], message });
      return z.NEVER;
    };
    if (date.zone && !isTimeZone(date.zone)) return issue('zone', unknownZone(date.zone));
    if (!date.local) return issue('local', 'Escriba la fecha y la hora.');
    const zone = date.zone || ECUADOR_ZONE;
    const at = MINUTE.test(date.local) ? instantOf(date.local, zone) : undefined;
    if (!at) return issue('local', 'Esa fecha no existe. Revise el día y la hora.');
    return {
      role: date.role,
      local: date.local,
      zone,
      zoneAssumed: !date.zone || (date.zoneAssumed && zone === ECUADOR_ZONE),
      text: date.text || null,
      at: at.toISOString(),
    };
  });

/** In the order of time; two for the same moment in the order of what they are for. */
export function inOrder(dates: readonly OtherDeadline[]): OtherDeadline[] {
  const rank = ({ role }: OtherDeadline) => DEADLINE_ROLES.indexOf(role);
  return dates.toSorted((a, b) => (a.at === b.at ? rank(a) - rank(b) : a.at < b.at ? -1 : 1));
}

interface DatesGiven {
  readonly opensOn: string | null;
  readonly deadlineKind: Deadline['deadlineKind'];
  readonly deadlineLocal: string | null;
  readonly deadlineZone: string | null;
  readonly otherDeadlines: readonly OtherDeadline[];
}

type Issue = (path: readonly (string | number)[], message: string) => void;

/** What makes no sense after the final close. */
const BEFORE_CLOSE: readonly DeadlineRole[] = [
  'expression_of_interest',
  'questions',
  'info_session',
  'cut_off',
];

/** What the dates of a call must be to each other. */
export function checkDates(call: DatesGiven, issue: Issue): void {
  if (call.deadlineKind === 'exact') checkExactDeadline(call, (field, message) => issue([field], message));
  const { opensOn } = call;
  const early = call.otherDeadlines.findIndex(
    ({ role, local }) => role === 'cut_off' && opensOn !== null && local.slice(0, 10) < opensOn,
  );
  if (early >= 0) {
    issue(['otherDeadlines', early, 'local'], 'El corte es anterior a la apertura. Revise las dos fechas.');
  }
  const { deadlineKind, deadlineLocal: local, deadlineZone } = call;
  const close =
    deadlineKind === 'exact' && local ? instantOf(local, deadlineZone ?? ECUADOR_ZONE) : undefined;
  const late = call.otherDeadlines.findIndex(
    ({ role, at }) => close !== undefined && BEFORE_CLOSE.includes(role) && new Date(at) > close,
  );
  if (late >= 0) {
    issue(['otherDeadlines', late, 'local'], 'Esta fecha es posterior al cierre. Revise las dos.');
  }
}

function checkExactDeadline(call: DatesGiven, issue: (field: string, message: string) => void): void {
  if (!call.deadlineLocal || !MINUTE.test(call.deadlineLocal)) {
    issue('deadlineLocal', 'Escriba la fecha y la hora de cierre.');
    return;
  }
  if (call.deadlineZone && !isTimeZone(call.deadlineZone)) {
    issue('deadlineZone', unknownZone(call.deadlineZone));
    return;
  }
  const zone = call.deadlineZone ?? ECUADOR_ZONE;
  const exact = { deadlineKind: 'exact', deadlineZoneAssumed: false, deadlineText: null } as const;
  if (!closingInstant({ ...exact, deadlineLocal: call.deadlineLocal, deadlineZone: zone })) {
    issue('deadlineLocal', 'Esa fecha de cierre no existe. Revise el día y la hora.');
    return;
  }
  if (call.opensOn && call.deadlineLocal.slice(0, 10) < call.opensOn) {
    issue('deadlineLocal', 'El cierre es anterior a la apertura. Revise las dos fechas.');
  }
}

function unknownZone(zone: string): string {
  return `«${zone.slice(0, 80)}» no es una zona horaria conocida, por ejemplo America/Guayaquil.`;
}

/** The columns of the close: a date and a zone only where the kind has one, and the instant computed from them. */
export function deadlineColumns(
  given: DatesGiven & { readonly deadlineText: string | null },
): Omit<Required<Deadline>, 'otherDeadlines'> & { otherDeadlines: OtherDeadline[]; closesAt: Date | null } {
  const exact = given.deadlineKind === 'exact';
  const deadline = {
    deadlineKind: given.deadlineKind,
    deadlineLocal: exact ? given.deadlineLocal : null,
    deadlineZone: exact ? (given.deadlineZone ?? ECUADOR_ZONE) : null,
    deadlineZoneAssumed: exact && given.deadlineZone === null,
    deadlineText: given.deadlineText,
    otherDeadlines: inOrder(given.otherDeadlines),
  };
  return { ...deadline, closesAt: closingInstant(deadline) };
}
