import { readFileSync } from 'node:fs';
import { it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { loadWhereKnowledge } from './read-where.js';
import { piecesOf } from './call-pieces.js';
import { sightingsOf } from './country-sightings.js';
it('t', () => {
  const rows = parse(readFileSync('/work/main/libs/reference-data/data/dpa.csv', 'utf8'), {
    columns: true,
    bom: true,
  }) as any[];
  const k = loadWhereKnowledge(rows);
  const calls = JSON.parse(readFileSync('/work/shared/data/calls.json', 'utf8')) as any[];
  for (const c of calls.filter((c) => process.env.ID!.split(',').includes(c.id))) {
    const p = piecesOf(
      {
        title: c.title,
        summary: c.summary,
        language: c.language,
        donorName: c.donor,
        applicantTypes: c.eligibleApplicantTypes ?? [],
        partnerRequirements: null,
        gadRole: null,
        gadLevels: [],
        countries: [],
        territories: [],
        populationBand: null,
      },
      k.names,
    );
    console.log(
      JSON.stringify(
        p.flatMap((x) =>
          x.mentions.map((m) => [
            x.field,
            x.tokens.words.slice(m.from, m.to + 1).join(' '),
            m.places.map((p) => p.kind).join(),
          ]),
        ),
        null,
        0,
      ),
      JSON.stringify(p.flatMap(sightingsOf), null, 1),
    );
  }
});
