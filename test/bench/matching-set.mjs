// The set of the matching benchmark: every GAD of the country with the competences of its level and 30 priorities, and
// as many open calls as asked for. Made by a seeded generator, so that every process makes the same one.
import { readFileSync } from 'node:fs';
import { competencesOfLevel } from '../../dist/libs/competences/src/competences-of-level.js';
import { readGads } from '../../dist/libs/reference-data/src/dpa.js';
import { seeded } from './catalogue-text.mjs';
import { textMaker, textSource } from './matching-texts.mjs';

export const PRIORITIES = 30;
const DAY_MS = 86_400_000;
const SEEDS = { gads: 20_261_001, calls: 20_261_002 };
const COMPONENTS = [
  'Biofísico',
  'Económico productivo',
  'Sociocultural',
  'Asentamientos humanos',
  'Político institucional',
];
const FORMS = [
  'grant',
  'grant',
  'grant',
  'loan',
  'technical_assistance',
  'volunteers',
  'award',
  'scholarship',
];
const LEVELS = ['provincial', 'municipal', 'metropolitan', 'parish'];
const ROLES = ['applicant', 'applicant', 'partner', 'beneficiary', null];
const BANDS = ['menos de 50.000 habitantes', 'más de 100.000 habitantes', '20.000-100.000'];

const file = (path) =>
  readFileSync(new URL(`../../libs/reference-data/data/${path}`, import.meta.url), 'utf8');

/** What the matching rules take from the reference tables. */
export function referenceTables() {
  const gads = readGads(file('dpa.csv'));
  return {
    themes: JSON.parse(file('themes.json')),
    networks: JSON.parse(file('networks.json')).networks.map(({ slug, nameEs, acronym, aliases }) => ({
      slug,
      names: [nameEs, acronym, ...aliases].filter(Boolean),
    })),
    territories: gads.map(({ dpaCode, territory, level }) => ({ code: dpaCode, name: territory, level })),
  };
}

/** @param count how many GADs, spread evenly over the country; null for all */
export function gadsOf(count) {
  const random = seeded(SEEDS.gads);
  const { themes, ...source } = textSource();
  const all = readGads(file('dpa.csv'));
  const maker = textMaker({ themes, ...source }, placesOf(all), random);
  const { competences } = JSON.parse(file('competences.json'));
  const byLevel = new Map(LEVELS.map((level) => [level, competencesOfLevel(competences.map(asHeld), level)]));
  const step = count === null ? 1 : all.length / count;
  return Array.from({ length: count ?? all.length }, (_, place) => all[Math.floor(place * step)]).map(
    (gad) => {
      const held = byLevel.get(gad.level);
      const own = new Set(held.flatMap((competence) => competence.themes));
      const near = themes.filter(({ code }) => own.has(code));
      return {
        dpaCode: gad.dpaCode,
        level: gad.level,
        name: gad.name,
        population: random() < 0.5 ? null : Math.round(10 ** (3.3 + random() * 2.5)),
        networks: [],
        competences: held,
        exercised: [],
        flags: [],
        offers: [],
        priorities: Array.from({ length: PRIORITIES }, () => priorityOf(maker, random, near)),
      };
    },
  );
}

function asHeld(competence) {
  return {
    inheritsFrom: competence.level === 'metropolitan' ? ['municipal', 'provincial'] : [],
    ...competence,
  };
}

/** Two of three priorities are about what the level may do; two of three are classified. */
function priorityOf(maker, random, near) {
  const { text, topic } = maker.priority(random() < 0.67 ? maker.pick(near) : null);
  const classified = random() < 0.67;
  return {
    id: uuid(random),
    text,
    component: maker.pick(COMPONENTS),
    themes: classified ? [topic.code] : [],
    sdgs: classified ? topic.sdgs : [],
  };
}

/** The calls one after the other, as the rules see them, with the slug of their donor. */
export function* callsOf(count) {
  const random = seeded(SEEDS.calls);
  const source = textSource();
  const all = readGads(file('dpa.csv'));
  const maker = textMaker(source, placesOf(all), random);
  const donors = JSON.parse(file('donors.json')).donors;
  const provinces = all.filter(({ level }) => level === 'provincial').map(({ dpaCode }) => dpaCode);
  for (let made = 0; made < count; made += 1) yield callOf(maker, random, donors, provinces);
}

/** Another text for a call: its topics change with it. */
export function otherTexts() {
  const random = seeded(SEEDS.calls + 1);
  const maker = textMaker(textSource(), placesOf(readGads(file('dpa.csv'))), random);
  return { random, call: maker.call, priority: maker.priority };
}

function callOf(maker, random, donors, provinces) {
  const { topics, ...text } = maker.call();
  const { pick } = maker;
  const donor = pick(donors);
  const classified = random() < 0.7;
  return {
    id: uuid(random),
    ...text,
    donorSlug: donor.slug,
    donor: {
      nameEs: donor.nameEs,
      country: donor.country,
      themes: donor.themes,
      gadRoles: donor.gadRoles,
      presence: donor.presence,
      agreements: donor.agreements,
    },
    financialForm: pick(FORMS),
    direction: random() < 0.9 ? 'demand' : 'both',
    kind: 'open_window',
    closesAt: new Date(Date.now() + (10 + random() * 300) * DAY_MS),
    deadlineKind: 'exact',
    amountMin: random() < 0.4 ? String(Math.round(10 ** (3.5 + random() * 4))) : null,
    amountMax: null,
    currency: pick(['USD', 'EUR']),
    cofinancingPercent: random() < 0.4 ? String(Math.floor(random() * 5) * 10) : null,
    countries: random() < 0.9 ? ['EC', pick(['CO', 'PE', 'BO'])] : [],
    territories: random() < 0.2 ? [...new Set([pick(provinces), pick(provinces)])] : [],
    gadLevels: random() < 0.8 ? [...new Set([pick(LEVELS), pick(LEVELS), pick(LEVELS)])] : [],
    gadLevelsInferred: false,
    gadRole: pick(ROLES),
    applicantTypes: [],
    partnerRequirements: null,
    populationBand: random() < 0.04 ? pick(BANDS) : null,
    themes: classified ? [...new Set(topics.map(({ code }) => code))] : [],
    topicWords: [],
    crsSectors: [],
    sdgs: classified ? [...new Set(topics.flatMap(({ sdgs }) => sdgs))] : [],
  };
}

function placesOf(gads) {
  return gads.map(({ territory }) => territory);
}

/** A uuid of the generator, so that equal calls have equal ids in every process. */
function uuid(random) {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}
