import { readFileSync } from 'node:fs';
import { it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { loadWhereKnowledge, readWhere } from './read-where.js';
import { piecesOf } from './call-pieces.js';
import { limitsOf } from './territory-from-text.js';
import { sightingsOf } from './country-sightings.js';
import { tokenise } from '../who/tokens.js';
it('t', () => {
  const rows = parse(readFileSync('/work/main/libs/reference-data/data/dpa.csv', 'utf8'), {
    columns: true,
    bom: true,
  }) as any[];
  const k = loadWhereKnowledge(rows);
  const calls = (JSON.parse(readFileSync('/work/shared/data/calls.json', 'utf8')) as any[]).map((c) => ({
    title: c.title,
    summary: c.summary + ' ' + c.summary,
    language: c.language,
    donorName: c.donor,
    applicantTypes: c.eligibleApplicantTypes ?? [],
    partnerRequirements: null,
    gadRole: null,
    gadLevels: [],
    countries: [],
    territories: [],
    populationBand: null,
  }));
  const time = (name: string, f: (c: any) => void) => {
    for (let r = 0; r < 3; r++) {
      const t = performance.now();
      for (let i = 0; i < 5000; i += 1) f(calls[i % 52]);
      if (r === 2) console.log(name, 2 * (performance.now() - t));
    }
  };
  const pieces = calls.map((c) => piecesOf(c, k.names));
  time('tokenise', (c) => tokenise(c.summary));
  time('pieces', (c) => piecesOf(c, k.names));
  time('limits', (c) => limitsOf(pieces[calls.indexOf(c)]!, [], k));
  time('sightings', (c) => pieces[calls.indexOf(c)]!.flatMap(sightingsOf));
  time('all', (c) => readWhere(c, k));
});
