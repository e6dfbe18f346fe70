import { describe, expect, it } from '@jest/globals';
import { type Edition, sortEditions } from './editions.js';

const edition = (slug: string, year: number | null, distance: number | null = null): Edition => ({
  id: slug,
  slug,
  title: slug,
  language: 'es',
  edition: null,
  opensOn: null,
  closesAt: year === null ? null : new Date(`${year}-06-30T12:00:00Z`),
  state: 'published',
  distance,
});

const slugs = (editions: readonly Edition[]) => editions.map(({ slug }) => slug);

describe('the editions of a call', () => {
  const call = { opensOn: '2024-01-01', closesAt: new Date('2024-06-30T12:00:00Z') };

  it('of one fund are earlier or later by their dates, the nearest first', () => {
    const { earlier, later } = sortEditions(call, [
      edition('2020', 2020),
      edition('2026', 2026),
      edition('2023', 2023),
      edition('2025', 2025),
    ]);
    expect([slugs(earlier), slugs(later)]).toEqual([
      ['2023', '2020'],
      ['2025', '2026'],
    ]);
  });

  it('that were linked follow their links, whatever their dates say', () => {
    const { earlier, later } = sortEditions(call, [
      edition('next-with-a-moved-date', 2019, 1),
      edition('before-last', 2030, -2),
      edition('last', null, -1),
      edition('same-fund', 2022),
    ]);
    expect([slugs(earlier), slugs(later)]).toEqual([
      ['last', 'before-last', 'same-fund'],
      ['next-with-a-moved-date'],
    ]);
  });

  it('without any date stand at the end of the earlier ones', () => {
    const { earlier, later } = sortEditions(call, [edition('undated', null), edition('2023', 2023)]);
    expect([slugs(earlier), slugs(later)]).toEqual([['2023', 'undated'], []]);
    const undated = sortEditions({ opensOn: null, closesAt: null }, [edition('2023', 2023)]);
    expect([slugs(undated.earlier), slugs(undated.later)]).toEqual([['2023'], []]);
  });

  it('count by their opening when the close is not known', () => {
    const opened = { ...edition('opened', null), opensOn: '2024-09-01' };
    expect(slugs(sortEditions(call, [opened]).later)).toEqual(['opened']);
  });
});
