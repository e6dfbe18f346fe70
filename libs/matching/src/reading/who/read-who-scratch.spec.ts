import { readFileSync, writeFileSync } from 'node:fs';
import { it } from '@jest/globals';
import { loadWhoKnowledge, readWho } from './read-who.js';
it('scratch', () => {
  const networks = JSON.parse(readFileSync('libs/reference-data/data/networks.json', 'utf8')).networks.map(
    (n: any) => ({ slug: n.slug, names: [n.nameEs, n.acronym, ...n.aliases].filter(Boolean) }),
  );
  const t0 = performance.now();
  const k = loadWhoKnowledge(networks);
  const t1 = performance.now();
  const calls = JSON.parse(readFileSync('/work/shared/data/calls.json', 'utf8'));
  const map = (c: any, list: boolean) => ({
    title: c.title,
    summary: c.summary,
    language: c.language,
    donorName: c.donor,
    applicantTypes: list ? c.eligibleApplicantTypes : [],
    partnerRequirements: null,
    gadRole: null,
    gadLevels: [],
    countries: [],
    territories: [],
    populationBand: null,
  });
  let out = `load ${t1 - t0}\n`;
  for (const c of calls) {
    const r = readWho(map(c, true), k);
    const n = readWho(map(c, false), k);
    out += `${c.id} GOLD ${c.eligibleGadLevels.map((x: string) => x.slice(0, 4))}\n   ${JSON.stringify(c.eligibleApplicantTypes)}\n   ROLE ${r.role?.value} «${r.role?.quote}» LEV ${r.levels?.value} ? ${r.levelsInDoubt} POP ${JSON.stringify(r.population?.value)} CAP ${r.capitals?.value} MEM ${JSON.stringify(r.members?.value)}\n   NOLIST ${n.role?.value} «${n.role?.quote}» LEV ${n.levels?.value} ? ${n.levelsInDoubt}\n`;
  }
  const ms = calls.flatMap((c: any) => [map(c, true)]);
  for (let i = 0; i < 20; i++) for (const c of ms) readWho(c, k);
  const t2 = performance.now();
  for (let i = 0; i < 100; i++) for (const c of ms) readWho(c, k);
  out += `per call ms ${(performance.now() - t2) / 100 / ms.length}\n`;
  writeFileSync('/tmp/who_eval/out.txt', out);
});
