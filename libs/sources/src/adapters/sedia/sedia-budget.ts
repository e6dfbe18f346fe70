import type { KnownValue } from '@chasqui/extraction';
import { known } from '../api/item-text.js';
import { amountAt, isRecord, type JsonRecord, listAt, recordAt, textAt } from '../api/record.js';

export interface SediaBudget {
  readonly amounts: KnownValue[];
  /** "single-stage", "two-stage", "multiple cut-off" */
  readonly deadlineModel: string | null;
}

/**
 * The budget of a call, which comes as JSON inside a text and covers all topics of a programme: only the lines of
 * this one count. Nothing is said when it cannot be told which they are.
 */
export function budgetOf(
  overview: string | null,
  identifier: string | null,
  ccm2Id: string | null,
): SediaBudget {
  const lines = overview === null ? [] : linesOf(overview, identifier, ccm2Id);
  const [line] = lines;
  if (!line) return { amounts: [], deadlineModel: null };
  const years = lines.map((each) => recordAt(each, 'budgetYearMap'));
  const total = years.flatMap((map) => Object.keys(map).map((year) => amountAt(map, year) ?? '0.00'));
  const lowest = lines.length === 1 ? amountAt(line, 'minContribution') : null;
  const highest = lines.length === 1 ? amountAt(line, 'maxContribution') : null;
  const words = lines.flatMap((each) => textAt(each, 'action') ?? []).join('; ');
  const sum = sumOf(total);
  return {
    amounts: [
      ...known('totalBudget', sum, words, 'budgetOverview'),
      ...known('amountMin', lowest, words, 'budgetOverview'),
      ...known('amountMax', highest, words, 'budgetOverview'),
      ...known('currency', (sum ?? lowest ?? highest) && 'EUR', 'EUR', 'budgetOverview'),
    ],
    deadlineModel: textAt(line, 'deadlineModel'),
  };
}

function linesOf(overview: string, identifier: string | null, ccm2Id: string | null): JsonRecord[] {
  const map = recordAt(parsed(overview), 'budgetTopicActionMap');
  const own = ccm2Id ? listAt(map, ccm2Id).filter(isRecord) : [];
  if (own.length > 0) return own;
  const all = Object.keys(map).flatMap((key) => listAt(map, key).filter(isRecord));
  const name = identifier?.toUpperCase();
  const named = all.filter((line) => name && namesTopic(textAt(line, 'action')?.toUpperCase() ?? '', name));
  if (named.length > 0) return named;
  return all.length === 1 ? all : [];
}

/** "TOPIC-01-2: grants" is of TOPIC-01-2 and not of TOPIC-01. */
function namesTopic(action: string, topic: string): boolean {
  return action.startsWith(topic) && !/^[\w-]/.test(action.slice(topic.length));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The overview is one field among many: without it the call still is one.
    return null;
  }
}

/** Cents are added as whole numbers, so that nothing is rounded. */
function sumOf(amounts: readonly string[]): string | null {
  const cents = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n);
  if (cents === 0n) return null;
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
