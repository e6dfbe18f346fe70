import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allDeadlines, Call, type CallInput } from '@chasqui/calls';
import { callCalendar } from '@chasqui/calendars';
import { DomainError } from '@chasqui/kernel';
import { DEADLINE_ROLES } from '@chasqui/vocabularies';
import fc from 'fast-check';
import { PUBLIC_URL } from '../../support/app.js';
import { readCalendar, type ReadEvent } from '../../support/calendars.js';
import { CalendarScene, NOW } from './calendars.scene.js';

const DAY_MS = 86_400_000;
const KEPT_MS = 90 * DAY_MS;

let scene: CalendarScene;

beforeAll(async () => {
  scene = await CalendarScene.open();
});

afterAll(() => scene.close());

/** A wall-clock time some days after the beginning of the test. */
const onDay = (day: number) => new Date(NOW.getTime() + day * DAY_MS).toISOString().slice(0, 16);
const day = fc.integer({ min: -200, max: 500 });
const others = fc.array(
  fc.record({
    role: fc.constantFrom(...DEADLINE_ROLES),
    local: day.map(onDay),
    zone: fc.constantFrom('America/Lima', 'Europe/Madrid', null),
    text: fc.constantFrom('hasta el viernes', null),
  }),
  { maxLength: 4 },
);

type Step =
  | { readonly kind: 'save'; readonly changes: Partial<CallInput> }
  | { readonly kind: 'move'; readonly to: 'publish' | 'unpublish' | 'archive' | 'reject' | 'reopen' }
  | { readonly kind: 'wait'; readonly days: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('save' as const),
    changes: fc.oneof(
      day.map((each) => ({ deadlineKind: 'exact', deadlineLocal: onDay(each) }) as const),
      fc.constantFrom(
        { title: 'Uno, dos; tres\\n 🌽' },
        { title: 'Otro título' },
        { summary: 'Otro resumen' },
      ),
      fc.constant({ deadlineKind: 'permanent', deadlineLocal: null, deadlineZone: null } as const),
      others.map((otherDeadlines) => ({ otherDeadlines })),
      others.map((otherDeadlines) => ({
        deadlineKind: 'cut_offs' as const,
        deadlineLocal: null,
        deadlineZone: null,
        otherDeadlines: otherDeadlines.map((each) => ({ ...each, role: 'cut_off' as const })),
      })),
    ),
  }),
  fc.record({
    kind: fc.constant('move' as const),
    to: fc.constantFrom(
      'publish' as const,
      'publish' as const,
      'unpublish' as const,
      'archive' as const,
      'reopen' as const,
    ),
  }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 60 }) }),
);

/** Does a step; what the rules of calls refuse is no step. */
async function take(id: string, each: Step, input: CallInput): Promise<CallInput> {
  if (each.kind === 'wait') {
    scene.pass(each.days);
    return input;
  }
  try {
    if (each.kind === 'move') {
      await scene.calls[each.to](id, null);
      return input;
    }
    const { revision } = await scene.database.manager.findOneByOrFail(Call, { id });
    const next = { ...input, deadlineZone: 'Europe/Madrid', ...each.changes };
    await scene.calls.update(id, revision, next, null);
    return next;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return input;
  }
}

const shownOf = ({ start, summary, description, status }: ReadEvent) =>
  [start, summary, description, status].join('\n');

/** What a calendar program remembers of the feed. */
class Reader {
  private readonly sequences = new Map<string, number>();
  private shown = new Map<string, ReadEvent>();

  /** Compares what it reads now with what it read before. */
  read(events: readonly ReadEvent[], now: Date): void {
    for (const event of events) {
      const last = this.shown.get(event.uid);
      expect(event.sequence).toBeGreaterThanOrEqual(this.sequences.get(event.uid) ?? 0);
      if (last && shownOf(last) !== shownOf(event)) expect(event.sequence).toBeGreaterThan(last.sequence);
      if (last?.sequence === event.sequence) expect(event).toEqual(last);
      this.sequences.set(event.uid, event.sequence);
    }
    const uids = new Set(events.map(({ uid }) => uid));
    for (const [uid, event] of this.shown) if (!uids.has(uid)) this.mayGo(event, now);
    this.shown = new Map(events.map((event) => [event.uid, event]));
  }

  /** What is gone was over, or called off, for at least 90 days. */
  private mayGo(event: ReadEvent, now: Date): void {
    const since = now.getTime() - KEPT_MS;
    expect(Date.parse(event.changed)).toBeLessThan(since);
    if (event.status === 'CONFIRMED') expect(Date.parse(event.start)).toBeLessThan(since);
  }
}

describe('whatever is done to a call', () => {
  it('sequences never fall, every change raises them, and nothing vanishes within 90 days', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        scene.clock.moveTo(NOW);
        let input = scene.input();
        const { id, slug } = await scene.published();
        const reader = new Reader();
        for (const each of steps) {
          input = await take(id, each, input);
          const events = await scene.publicEvents([id]);
          reader.read(events, scene.now);
          const call = await scene.database.manager.findOneByOrFail(Call, { id });
          const holding = events.filter(({ status }) => status === 'CONFIRMED');
          const dates = call.state === 'published' ? allDeadlines(call) : [];
          const starts = new Set(dates.map(({ at }) => at.toISOString()));
          expect(holding.filter(({ start }) => !starts.has(start))).toEqual([]);
          const coming = dates.filter(({ at }) => at > scene.now).map(({ at }) => at.toISOString());
          const shown = holding.map(({ start }) => start);
          expect(coming.filter((at) => !shown.includes(at))).toEqual([]);
          // The file of a mail holds the same events and is never older than what the feeds tell.
          const file = callCalendar(call, `${PUBLIC_URL}/convocatorias/${slug}`, scene.now);
          const mailed = new Map((file ? readCalendar(file).events : []).map((event) => [event.uid, event]));
          for (const event of holding) {
            expect(shownOf(mailed.get(event.uid)!)).toBe(shownOf(event));
            expect(mailed.get(event.uid)!.sequence).toBeGreaterThanOrEqual(event.sequence);
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
