import {
  daysBetween,
  type FieldError,
  formatShortDate,
  instantOf,
  invalid,
  parseAmount,
} from '@chasqui/kernel';
import { NETWORK_ROLES } from '@chasqui/vocabularies';
import { z } from 'zod';
import type { NetworkMembership } from './network.entities.js';

type Years = Pick<NetworkMembership, 'fromYear' | 'untilYear'>;

/** Whether a membership runs in a year; years that nobody knows do not end it. */
export function isCurrent({ fromYear, untilYear }: Years, year: number): boolean {
  return (fromYear === null || fromYear <= year) && (untilYear === null || untilYear >= year);
}

/** "2016-2020", "desde 2016", "hasta 2020", "años sin constancia". */
export function yearsText({ fromYear, untilYear }: Years): string {
  if (fromYear === null && untilYear === null) return 'años sin constancia';
  if (untilYear === null) return `desde ${fromYear}`;
  if (fromYear === null) return `hasta ${untilYear}`;
  return fromYear === untilYear ? String(fromYear) : `${fromYear}-${untilYear}`;
}

/** Memberships at a time from which we warn. */
export const MANY_MEMBERSHIPS = 5;
/** Networks joined in one calendar year from which we warn. */
export const MANY_NEW_MEMBERSHIPS = 2;

export interface MembershipLoad extends Years {
  readonly networkName: string;
  readonly feeDueOn: string | null;
  /** The network shows no activity. */
  readonly dormant: boolean;
  /** The last evaluation says that there is money for it; null when nobody evaluated it. */
  readonly moneyRecorded: boolean | null;
}

/**
 * What speaks for slowing down. The guide warns against being in too many networks at once without giving a number
 * (seed 004, lines 1433-1437); Quito once aimed at two new ones every six months and later chose fewer (seed 000,
 * section 1.2). Ours: more than five current memberships, more than two that began in this calendar year (years are
 * all that is recorded), a fee to pay without resources recorded for it, or a network that shows no activity.
 */
export function overloadWarnings(memberships: readonly MembershipLoad[], today: string): readonly string[] {
  const year = Number(today.slice(0, 4));
  const current = memberships.filter((membership) => isCurrent(membership, year));
  const fresh = current.filter(({ fromYear }) => fromYear === year);
  const unpaid = current.filter(({ feeDueOn, moneyRecorded }) => feeDueOn !== null && moneyRecorded !== true);
  const dormant = current.filter(({ dormant: sleeps }) => sleeps);
  return [
    current.length > MANY_MEMBERSHIPS &&
      `Su GAD está en ${current.length} redes a la vez. Con más de ${MANY_MEMBERSHIPS} cuesta atenderlas: revise cuáles aportan a sus prioridades.`,
    fresh.length > MANY_NEW_MEMBERSHIPS &&
      `Entró a ${fresh.length} redes en ${year}. Antes de sumar otra, vea qué resultado dan.`,
    unpaid.length > 0 &&
      `Hay cuotas por pagar sin recursos registrados: ${names(unpaid)}. Confirme la partida o evalúe si conviene seguir.`,
    dormant.length > 0 &&
      `Sin actividad conocida: ${names(dormant)}. Confirme si siguen funcionando antes de renovar.`,
  ].filter((text) => text !== false);
}

function names(memberships: readonly MembershipLoad[]): string {
  return [...new Set(memberships.map(({ networkName }) => networkName))].join(', ');
}

/** Days before a fee is due from which it counts as near. */
const FEE_NEAR_DAYS = 30;

export interface FeeDue {
  readonly state: 'overdue' | 'near' | 'later';
  readonly text: string;
}

/** How long is left to pay a fee. */
export function feeDue(dueOn: string, today: string): FeeDue {
  const days = daysBetween(today, dueOn);
  const on = `La cuota vence el ${formatShortDate(dueOn)}`;
  if (days < 0) {
    return { state: 'overdue', text: `La cuota venció el ${formatShortDate(dueOn)}, hace ${plural(-days)}` };
  }
  if (days === 0) return { state: 'near', text: `${on}: es hoy` };
  return {
    state: days <= FEE_NEAR_DAYS ? 'near' : 'later',
    text: `${on}: ${days === 1 ? 'falta 1 día' : `faltan ${days} días`}`,
  };
}

function plural(days: number): string {
  return days === 1 ? '1 día' : `${days} días`;
}

const text = z.string().trim().max(1_000, 'Es demasiado largo: use hasta 1000 caracteres.').default('');
const yearField = text
  .refine(
    (value) => value === '' || /^(19|20)\d{2}$/.test(value),
    'Escriba un año de cuatro cifras, por ejemplo 2024.',
  )
  .transform((value) => (value ? Number(value) : null));

const membershipSchema = z.object({
  role: z.enum(NETWORK_ROLES, { message: 'Elija el papel de su GAD.' }),
  fromYear: yearField,
  untilYear: yearField,
  feeAmount: text.transform((value, context) => {
    if (!value) return null;
    try {
      return parseAmount(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  }),
  feeCurrency: text
    .transform((value) => value.toUpperCase() || null)
    .refine((value) => value === null || /^[A-Z]{3}$/.test(value), 'Use tres letras, por ejemplo USD.'),
  feeDueOn: text
    .refine(
      (value) => value === '' || (/^\d{4}-\d{2}-\d{2}$/.test(value) && instantOf(value, 'UTC') !== undefined),
      'Esa fecha no existe. Escríbala como AAAA-MM-DD.',
    )
    .transform((value) => value || null),
  noteEs: text.transform((value) => value || null),
});

export type MembershipFields = Pick<
  NetworkMembership,
  'role' | 'fromYear' | 'untilYear' | 'feeAmount' | 'feeCurrency' | 'feeDueOn' | 'noteEs'
>;

/**
 * Checks what an officer says of a membership.
 * @throws DomainError `membership.invalid` with one Spanish message per field
 */
export function readMembership(input: unknown, today: string): MembershipFields {
  const result = membershipSchema.safeParse(input);
  const faults: FieldError[] = result.success
    ? []
    : result.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
  const { data } = result;
  if (data) faults.push(...contradictions(data, Number(today.slice(0, 4))));
  if (!data || faults.length > 0) {
    throw invalid('membership.invalid', 'No se guardó: revise los campos señalados.', faults);
  }
  return data;
}

function contradictions(fields: MembershipFields, year: number): FieldError[] {
  const { fromYear, untilYear, feeAmount, feeCurrency } = fields;
  const faults: FieldError[] = [];
  if (fromYear !== null && fromYear > year) {
    faults.push({ field: 'fromYear', message: 'Ese año todavía no llega. Escriba el año en que entró.' });
  }
  if (fromYear !== null && untilYear !== null && untilYear < fromYear) {
    faults.push({ field: 'untilYear', message: 'El último año es anterior al primero. Revise los dos.' });
  }
  if (feeAmount && !feeCurrency) {
    faults.push({ field: 'feeCurrency', message: 'Indique la moneda de la cuota.' });
  }
  return faults;
}
