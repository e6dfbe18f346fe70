import { describe, expect, it } from '@jest/globals';
import type { DeadlineReading, ExtractedField } from '@chasqui/extraction';
import type { ChangeContext, ReadValue } from './change.js';
import { changesBetween } from './changes-between.js';

const NOW = new Date('2026-02-01T15:00:00Z');
const context: ChangeContext = { now: NOW, lastKnown: null, zone: 'America/Guayaquil' };

const read = (field: ExtractedField, value: unknown, words = String(value)): ReadValue => ({
  field,
  value,
  words,
});
const title = read('title', 'Agua segura para los cantones');
const status = (words: string) => read('sourceStatus', words);
const closes = (local: string, zone: string | null = 'Europe/Madrid', words = local): ReadValue =>
  read('deadline', { kind: 'exact', local, zone, text: null }, words);
const deadline = (kind: DeadlineReading['kind'], text: string | null = null) =>
  read('deadline', { kind, local: null, zone: null, text }, text ?? kind);

/** "kind severity field" of each change. */
const told = (before: readonly ReadValue[], after: readonly ReadValue[], more: Partial<ChangeContext> = {}) =>
  changesBetween(before, after, { ...context, ...more }).map(
    ({ kind, severity, field }) => `${kind} ${severity} ${field ?? '-'}`,
  );

describe('how a call stands', () => {
  const open = closes('2026-03-15T23:59');
  const past = closes('2026-01-15T23:59');

  it.each<[string, ReadValue[], ReadValue[], string[], Partial<ChangeContext>?]>([
    ['read for the first time', [], [title, open], ['new important -']],
    ['gone from its source', [title, open], [], ['withdrawn important -']],
    [
      'cancelled',
      [title, open, status('Abierta')],
      [title, open, status('Anulada')],
      ['cancelled immediate sourceStatus'],
    ],
    [
      'suspended, in English',
      [title, open, status('Open')],
      [title, open, status('Suspended')],
      ['cancelled immediate sourceStatus'],
    ],
    [
      'still cancelled',
      [title, status('Cancelada')],
      [title, status('cancelada.')],
      ['cosmetic none sourceStatus'],
    ],
    [
      'planned, then open by its words',
      [title, status('Próximamente')],
      [title, status('Abierta')],
      ['opened important sourceStatus'],
    ],
    [
      'a code of the EU portal',
      [title, status('31094501')],
      [title, status('31094502')],
      ['opened important sourceStatus'],
    ],
    [
      'open since the clock passed',
      [title, read('opensOn', '2026-01-20')],
      [title, read('opensOn', '2026-01-20')],
      ['opened important opensOn'],
      { lastKnown: 'upcoming' },
    ],
    [
      'open earlier than planned',
      [title, read('opensOn', '2026-03-01')],
      [title, read('opensOn', '2026-02-01')],
      ['opened important opensOn'],
    ],
    [
      'opening put off',
      [title, read('opensOn', '2026-03-01')],
      [title, read('opensOn', '2026-04-01')],
      ['deadline_changed important opensOn'],
    ],
    ['past, now with a later close', [title, past], [title, open], ['reopened important deadline']],
    ['past, now without a close', [title, past], [title], ['deadline_changed important deadline']],
    [
      'past, now without an end',
      [title, past],
      [title, deadline('rolling')],
      ['reopened important deadline'],
    ],
    [
      'closed, now open',
      [title, open, status('Cerrada')],
      [title, open, status('Abierta')],
      ['reopened important sourceStatus'],
    ],
    [
      'cancelled, now open again',
      [title, open, status('Cancelada')],
      [title, open, status('Abierta')],
      ['reopened important sourceStatus'],
    ],
    [
      'back in the list',
      [title, open],
      [title, open],
      ['reopened important sourceStatus'],
      { lastKnown: 'withdrawn' },
    ],
    [
      'closed before its date',
      [title, open, status('Abierta')],
      [title, open, status('Cerrada')],
      ['brought_forward immediate sourceStatus'],
    ],
    ['closed in the normal way', [title, past, status('Abierta')], [title, past, status('Cerrada')], []],
    [
      'closing soon',
      [title, open, status('Abierta')],
      [title, open, status('Cierra pronto')],
      ['cosmetic none sourceStatus'],
    ],
    [
      'a status nobody taught',
      [title, open, status('Fase A')],
      [title, open, status('Fase B')],
      ['text minor sourceStatus'],
    ],
    [
      'not open, then open',
      [title, status('not_open')],
      [title, status('open')],
      ['opened important sourceStatus'],
    ],
    [
      'not open since its opening',
      [title, open, read('opensOn', '2026-01-20'), status('open')],
      [title, open, read('opensOn', '2026-01-20'), status('not_open')],
      ['brought_forward immediate sourceStatus'],
    ],
    ['a forecast', [title, status('forecast')], [title, status('open')], ['opened important sourceStatus']],
    [
      'a typed status that went stale',
      [title, past, status('Cerrada')],
      [title, past, status('Abierta')],
      [],
    ],
  ])('%s', (...[, before, after, expected, more]) => {
    expect(told(before, after, more)).toEqual(expected);
  });
});
