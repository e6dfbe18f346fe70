import type { GadLevelCode } from '@chasqui/vocabularies';
import type { CallFacts } from '../facts.js';
import type { CallReading } from '../reading/read-call.js';
import { CAPACITY_SHARES, ROLE_CAPACITY } from './weights.js';

/**
 * The largest smallest grant that a level can usually carry, US dollars: orders of magnitude of yearly budgets, editorial.
 * More than that asks for a consortium.
 */
const MEANS: Readonly<Record<GadLevelCode, number>> = {
  parish: 500_000,
  municipal: 10_000_000,
  provincial: 30_000_000,
  metropolitan: 100_000_000,
};

/** Rough value of a unit of the currencies calls use, US dollars; others count as one dollar. */
const DOLLARS: Readonly<Record<string, number>> = {
  EUR: 1.1,
  CHF: 1.1,
  GBP: 1.3,
  CAD: 0.73,
  JPY: 0.0067,
  KRW: 0.00074,
  BRL: 0.19,
};

/** What can be said of capacity before the GAD is known, 0 to 1. What the call does not say takes nothing away. */
export function capacityOfCall(call: CallReading, level: GadLevelCode): number {
  const { role } = call.who;
  const share = Number(call.facts.cofinancingPercent ?? 0) / 100;
  return (
    CAPACITY_SHARES.role * (role ? ROLE_CAPACITY[role.value] : 1) +
    CAPACITY_SHARES.counterpart * (1 - Math.min(1, share)) +
    CAPACITY_SHARES.amount * (withinMeans(call.facts, level) ? 1 : 0.3)
  );
}

/** The part of capacity that the GAD's own data give. */
export function capacityOfReadiness(readiness: number): number {
  return CAPACITY_SHARES.readiness * readiness;
}

export function withinMeans({ amountMin, currency }: CallFacts, level: GadLevelCode): boolean {
  if (amountMin === null) return true;
  return Number(amountMin) * (DOLLARS[currency ?? 'USD'] ?? 1) <= MEANS[level];
}

/** Fit with the donor's own profile, 0 to 1: is it in reach, does it work with GADs, does it finance these topics. */
export function donorFit(call: CallReading): number {
  const { donor } = call.facts;
  const reach = { present: 0.4, reaches: 0.4, unknown: 0.4, left: 0 }[donor.presence];
  const role = call.who.role?.value;
  const works =
    donor.gadRoles.length === 0 || !role || (donor.gadRoles as string[]).includes(role) ? 0.3 : 0.15;
  const topics = donor.themes.length === 0 || call.mainThemes.some((theme) => donor.themes.includes(theme));
  return reach + works + (topics ? 0.3 : 0);
}
