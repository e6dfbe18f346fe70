import type { DeadlineReading, KnownValue, Part } from '@chasqui/extraction';
import { DateTime } from 'luxon';
import { endOfDay, isoDay, known, type KnownDate, linesPart } from '../api/item-text.js';

const ZONE = 'Europe/Brussels';
const MIDNIGHT_UTC = /T00:00:00(\.0+)?(Z|\+00:?00)$/;

/**
 * A moment as the portal writes it ("2024-04-18T19:00:00.000+0200") on the clocks of Brussels. Midnight in UTC is how
 * it writes a day without a time.
 */
export function brusselsTime(text: string): { readonly day: string; readonly local: string } | null {
  const day = isoDay(text);
  if (!day) return null;
  if (text.length === day.length || MIDNIGHT_UTC.test(text)) return { day, local: endOfDay(day) };
  const time = DateTime.fromISO(text, { zone: ZONE });
  if (!time.isValid) return null;
  const local = time.toFormat("yyyy-MM-dd'T'HH:mm");
  return { day: local.slice(0, 10), local };
}

export interface SediaDeadlines {
  readonly known: KnownValue[];
  readonly parts: Part[];
}

/**
 * The closes of a call from the portal's list of dates and its model. In two stages the first date is the one to
 * apply by; with several cut-offs each is one; several dates without such a model contradict each other and are left
 * to be read, so that a curator decides.
 */
export function deadlinesOf(dates: readonly string[], model: string | null): SediaDeadlines {
  const locals = [...new Set(dates.flatMap((text) => brusselsTime(text)?.local ?? []))].toSorted();
  const words = dates.toSorted().join('; ');
  const [first, ...later] = locals;
  if (!first) return { known: [], parts: [] };
  const isTwoStage = later.length > 0 && /two.?stage/i.test(model ?? '');
  const hasCutOffs = later.length > 0 && /cut.?off/i.test(model ?? '');
  if (later.length > 0 && !isTwoStage && !hasCutOffs) {
    const lines = locals.map((local) => local.replace('T', ' '));
    return { known: [], parts: linesPart('deadlineDate', lines, 'deadline') };
  }
  const deadline: DeadlineReading = hasCutOffs
    ? { kind: 'cut_offs', local: null, zone: null, text: words }
    : { kind: 'exact', local: first, zone: ZONE, text: model };
  const role = hasCutOffs ? 'cut_off' : 'second_stage';
  const further = (hasCutOffs ? locals : later).map((local): KnownDate => ({
    role,
    local,
    zone: ZONE,
    text: model,
  }));
  return {
    known: [
      ...known('deadline', deadline, words, 'deadlineDate'),
      ...known('otherDeadlines', further, words, 'deadlineDate'),
    ],
    parts: [],
  };
}
