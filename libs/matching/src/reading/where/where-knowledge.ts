import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, projectRoot } from '@chasqui/kernel';
import { z } from 'zod';
import { Divisions, type Territory } from './divisions.js';
import { NameTrie } from './name-trie.js';

const text = z.string().min(1);
const codes = z.array(text).min(1);

const countriesShape = z.strictObject({
  source: text,
  note: text,
  countries: z.array(
    z.strictObject({
      code: z.string().regex(/^[A-Z]{2}$/),
      alpha3: z.string().regex(/^[A-Z]{3}$/),
      names: text,
      demonyms: text.optional(),
      capitals: text.optional(),
      donor: z.boolean().default(false),
      listOnly: z.boolean().default(false),
    }),
  ),
});

const regionsShape = z.strictObject({
  source: text,
  note: text,
  institutions: text,
  groups: z.array(
    z.strictObject({
      id: text,
      ecuador: z.enum(['in', 'out', 'unknown']),
      names: text,
      adjectives: text.optional(),
      wide: z.boolean().default(false),
      donor: z.boolean().default(false),
      listOnly: z.boolean().default(false),
      source: text,
    }),
  ),
});

const placesShape = z.strictObject({
  source: text,
  note: text,
  regions: z.array(
    z.strictObject({
      id: text,
      shared: z.boolean().default(false),
      names: text,
      adjectives: text.optional(),
      places: codes,
      within: text.optional(),
      source: text,
    }),
  ),
  planningZones: z.strictObject({
    source: text,
    zones: z.array(z.strictObject({ number: z.int(), places: codes, except: codes.default([]) })),
  }),
  nationwide: z.strictObject({ names: text, source: text }),
  distinctive: z.strictObject({ names: text, source: text }),
  aliases: z.strictObject({
    names: z.array(z.strictObject({ code: text, names: text })),
    source: text,
  }),
});

/** What the readers of place know, prepared once. */
export interface WhereKnowledge {
  readonly names: NameTrie;
  /** ISO 3166-1 codes of two and three letters, in capitals, to the country. */
  readonly countries: ReadonlyMap<string, { readonly code: string; readonly donor: boolean }>;
  readonly divisions: Divisions;
  /** DPA codes of each planning zone. */
  readonly zones: ReadonlyMap<number, readonly string[]>;
}

export const ECUADOR = 'EC';

/**
 * Reads and checks the data on countries, regions and places of Ecuador.
 * @param territories the provinces, cantons and rural parishes, with their DPA codes
 * @throws Error naming the file and the place of the fault in it
 */
export function loadWhereKnowledge(territories: readonly Territory[]): WhereKnowledge {
  const names = new NameTrie();
  const divisions = new Divisions(territories);
  const countries = addCountries(names);
  addRegions(names);
  const zones = addPlaces(names, divisions);
  return { names, countries, divisions, zones };
}

function addCountries(names: NameTrie): WhereKnowledge['countries'] {
  const byCode = new Map<string, { code: string; donor: boolean }>();
  for (const country of readFile('countries', countriesShape).countries) {
    const { code, donor, listOnly } = country;
    byCode.set(code, { code, donor });
    byCode.set(country.alpha3, { code, donor });
    const place = { kind: 'country', code, donor } as const;
    names.addNames(listOnly ? bracketed(country.names) : country.names, { ...place, adjective: false });
    if (country.demonyms) names.addAdjectives(country.demonyms, { ...place, adjective: true });
    if (country.capitals) names.addNames(country.capitals, { kind: 'capital', code });
  }
  return byCode;
}

function addRegions(names: NameTrie): void {
  const { groups, institutions } = readFile('regions', regionsShape);
  for (const { id, ecuador, wide, donor, ...group } of groups) {
    const place = { kind: 'group', id, ecuador, wide, donor } as const;
    names.addNames(group.listOnly ? bracketed(group.names) : group.names, { ...place, adjective: false });
    if (group.adjectives) names.addAdjectives(group.adjectives, { ...place, adjective: true });
  }
  names.addNames(institutions, { kind: 'institution' });
}

function addPlaces(names: NameTrie, divisions: Divisions): WhereKnowledge['zones'] {
  const places = readFile('places', placesShape);
  const sure = new Set(places.distinctive.names.split(';').map((name) => fold(name.trim())));
  const isSure = (name: string, code: string) => code.length <= 4 && sure.has(fold(name));
  for (const { code, name } of divisions.all) {
    for (const form of formsOf(name))
      names.addNames(form, { kind: 'division', code, sure: isSure(form, code) });
  }
  for (const { code, names: forms } of places.aliases.names)
    names.addNames(forms, { kind: 'division', code, sure: isSure(divisions.nameOf(code), code) });
  for (const region of places.regions) {
    const regionCodes = region.places.map((entry) => divisions.codeOf(entry, region.within));
    const place = { kind: 'region', codes: regionCodes, shared: region.shared, adjective: false } as const;
    const [own, common] = partition(region.names, (name) => ECUADORIAN.test(fold(name)));
    names.addNames(common, place);
    names.addNames(own, { ...place, shared: false });
    if (region.adjectives) names.addAdjectives(region.adjectives, { ...place, adjective: true });
  }
  names.addNames(places.nationwide.names, { kind: 'nationwide' });
  const zones = new Map<number, readonly string[]>();
  for (const { number, places: within, except } of places.planningZones.zones) {
    const zone = divisions.without(within, except);
    zones.set(number, zone);
    names.addNames(zoneNames(number), { kind: 'zone', codes: zone });
  }
  return zones;
}

/** A name that says whose the region is: "Amazonía ecuatoriana". */
const ECUADORIAN = /e[ck]uador|ecuator|equator|equador/;

function partition(names: string, test: (name: string) => boolean): [yes: string, no: string] {
  const all = names.split(';');
  return [all.filter(test).join(';'), all.filter((name) => !test(name)).join(';')];
}

/** "Alfredo Baquerizo Moreno (Juján)": both names. */
function formsOf(name: string): string[] {
  return name
    .split(/[()]/)
    .map((form) => form.trim())
    .filter(Boolean);
}

function zoneNames(number: number): string {
  return [
    `zona de planificación ${number}; zonas de planificación ${number}; zona ${number} de planificación`,
    `Zona de Planificación ${number}; Zonas de Planificación ${number}; Zona ${number} de Planificación`,
    `planning zone ${number}; planning zones ${number}; coordinación zonal ${number}; zona de planeación ${number}`,
    `[zona ${number}]; [zonas ${number}]; [zonal ${number}]`,
  ].join('; ');
}

function bracketed(names: string): string {
  return names.replaceAll(/[^;]+/g, (name) => `[${name.trim()}]`);
}

function readFile<Shape extends z.ZodType>(name: string, shape: Shape): z.output<Shape> {
  const path = join(projectRoot(), 'libs', 'matching', 'data', 'eligibility', `${name}.json`);
  const result = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!result.success) throw new Error(`Eligibility data ${name}.json: ${z.prettifyError(result.error)}`);
  return result.data;
}
