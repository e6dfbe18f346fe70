import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { loadWhereKnowledge, readWhere } from './read-where.js';
it('t', () => {
  const rows = parse(readFileSync('/work/main/libs/reference-data/data/dpa.csv', 'utf8'), {
    columns: true,
    bom: true,
  }) as { code: string; name: string; level: string }[];
  const t0 = performance.now();
  const k = loadWhereKnowledge(rows);
  const out = [`load ${performance.now() - t0}`];
  const calls = JSON.parse(readFileSync('/work/shared/data/calls.json', 'utf8')) as any[];
  const make = (c: any, countries: string[]) => ({
    title: c.title,
    summary: c.summary + (process.env.TWICE ? ' ' + c.summary : ''),
    language: c.language,
    donorName: c.donor,
    applicantTypes: c.eligibleApplicantTypes ?? [],
    partnerRequirements: null,
    gadRole: null,
    gadLevels: [],
    countries,
    territories: [],
    populationBand: null,
  });
  for (const c of calls) {
    const a = readWhere(make(c, c.eligibleCountries), k),
      b = readWhere(make(c, []), k);
    const truth =
      c.eligibleCountries.includes('EC') || c.eligibleCountries.includes('*')
        ? 'included'
        : c.eligibleCountries.length
          ? 'excluded'
          : 'EMPTY';
    out.push(
      `${truth === b.country?.value ? '   ' : '***'} ${c.id} truth=${truth} given=${a.country?.value}${a.country?.fromText ? '(text)' : ''} text=${b.country?.value ?? null} [${b.country?.field}] "${b.country?.quote?.slice(0, 130)}" T=${JSON.stringify(b.territory?.value ?? null)}/${JSON.stringify(a.territory?.value ?? null)}`,
    );
  }
  const t1 = performance.now();
  for (let i = 0; i < 10000; i += 1)
    readWhere(make(calls[i % 52], i % 2 ? [] : calls[i % 52].eligibleCountries), k);
  out.push(`10k ${performance.now() - t1}`);
  console.log(out.join('\n'));
  expect(1).toBe(1);
});
