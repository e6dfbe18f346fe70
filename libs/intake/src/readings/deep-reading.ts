import { type CallInput, descriptionText } from '@chasqui/calls';
import { Donor } from '@chasqui/donors';
import type { ExtractedField, FieldReading } from '@chasqui/extraction';
import { Clock } from '@chasqui/kernel';
import { detectLanguage } from '@chasqui/language';
import { type CallFacts, type CallReading, MatchPool, readCall } from '@chasqui/matching';
import { GAD_ROLES, type GadRole } from '@chasqui/vocabularies';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { titleMarks } from '../identity/title-marks.js';
import { listOf, textOf } from '../reading-values.js';

/** What no source says in a field of its own and a call needs: read from its words, for a person to look at. */
export type CallSuggestions = Partial<
  Pick<CallInput, 'donorId' | 'financialForm' | 'themes' | 'gadRole' | 'gadLevels' | 'gadLevelsInferred'>
>;

const MOST_THEMES = 5;
const CONFIDENCE = 0.6;
const CHECK_MS = 60_000;

/** Reads places and applicants as the matches do, so that a call says the same at the desk and in the lists. */
@Injectable()
export class DeepReading {
  private pool: MatchPool | undefined;
  private checkedAt = -Infinity;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The readings of a call with its countries as codes, and with the places that only its text names.
   * @param donorId whose call it is; null when nobody knows
   */
  async complete(readings: readonly FieldReading[], donorId: string | null): Promise<FieldReading[]> {
    const { where } = await this.read(readings, donorId);
    const countries = readings.find(({ field }) => field === 'countries');
    const territories = readings.find(({ field }) => field === 'territories');
    const rest = readings.filter((reading) => reading !== countries);
    const isIncluded = where.country?.value === 'included';
    const found: FieldReading[] = [];
    if (countries) found.push({ ...countries, value: countryCodes(listOf(countries.value), isIncluded) });
    else if (isIncluded && where.country?.quote) {
      found.push(quoted(readings, 'countries', ['EC'], where.country.field, where.country.quote));
    }
    if (!territories && where.territory?.quote) {
      const { value, field, quote } = where.territory;
      found.push(quoted(readings, 'territories', [...value], field, quote));
    }
    return [...rest, ...found];
  }

  /** Topics, form and role of a call as its words and its donor suggest them. */
  async suggest(readings: readonly FieldReading[], donorId: string | null): Promise<CallSuggestions> {
    const donor = await this.donor(donorId);
    const { who, mainThemes } = await this.read(readings, donorId);
    const [form, ...otherForms] = donor?.financialForms ?? [];
    const role = who.role?.value;
    return {
      ...(donor && { donorId: donor.id }),
      ...(form && otherForms.length === 0 && { financialForm: form }),
      ...(mainThemes.length > 0 && { themes: mainThemes.slice(0, MOST_THEMES) }),
      ...(isGadRole(role) && { gadRole: role }),
      ...(who.levels && { gadLevels: [...who.levels.value], gadLevelsInferred: true }),
    };
  }

  private async read(readings: readonly FieldReading[], donorId: string | null): Promise<CallReading> {
    const { knowledge } = await this.currentPool();
    return readCall(factsOf(readings, await this.donor(donorId)), knowledge);
  }

  private async donor(id: string | null): Promise<Donor | null> {
    return id === null ? null : this.database.manager.findOneBy(Donor, { id });
  }

  /** The vocabularies may be edited while this process runs: it follows within a minute. */
  private async currentPool(): Promise<MatchPool> {
    const { manager } = this.database;
    const now = this.clock.now();
    const isFresh = Math.abs(now.getTime() - this.checkedAt) < CHECK_MS;
    if (!this.pool || !(isFresh || (await this.pool.isCurrent(manager, now)))) {
      this.pool = await MatchPool.open(manager, now);
    }
    this.checkedAt = isFresh ? this.checkedAt : now.getTime();
    return this.pool;
  }
}

function isGadRole(role: string | undefined): role is GadRole {
  return GAD_ROLES.some((known) => known === role);
}

/** Names of countries as codes; what is no country stays as written. "Ecuador" may be meant by the name of a region. */
function countryCodes(entries: readonly string[], ecuadorIncluded: boolean): string[] {
  const codes = entries.flatMap((entry) => {
    if (entry === '*' || /^[A-Z]{2}$/.test(entry)) return [entry];
    const named = [...titleMarks(entry).countries];
    return named.length > 0 ? named : [entry];
  });
  const isToldAlready = codes.includes('*') || codes.includes('EC');
  return [...new Set(ecuadorIncluded && !isToldAlready ? ['EC', ...codes] : codes)];
}

/** A reading with the words that say it, in the part that they were read from. */
function quoted(
  readings: readonly FieldReading[],
  field: ExtractedField,
  value: string[],
  from: string,
  quote: string,
): FieldReading {
  const origin = readings.find((reading) => reading.field === from);
  const at = origin?.words.indexOf(quote) ?? -1;
  return {
    field,
    value,
    words: quote,
    part: origin?.part ?? '',
    offset: origin && at >= 0 && origin.offset !== null ? origin.offset + at : null,
    rule: `matching.${field}`,
    confidence: CONFIDENCE,
  };
}

function factsOf(readings: readonly FieldReading[], donor: Donor | null): CallFacts {
  const value = (field: ExtractedField) => readings.find((reading) => reading.field === field)?.value;
  const title = textOf(value('title')) ?? '';
  const summary = descriptionText(textOf(value('summary')) ?? '');
  return {
    id: '',
    title,
    summary,
    language: textOf(value('language')) ?? detectLanguage(`${title}\n${summary}`),
    donor: {
      nameEs: donor?.nameEs ?? '',
      country: donor?.country ?? null,
      themes: [],
      gadRoles: [],
      presence: donor?.presence ?? 'unknown',
      agreements: [],
    },
    financialForm: null,
    direction: 'demand',
    kind: null,
    closesAt: null,
    deadlineKind: 'unpublished',
    amountMin: null,
    amountMax: null,
    currency: null,
    cofinancingPercent: null,
    countries: listOf(value('countries')),
    territories: listOf(value('territories')),
    gadLevels: [],
    gadLevelsInferred: false,
    gadRole: null,
    applicantTypes: listOf(value('applicantTypes')),
    partnerRequirements: null,
    populationBand: null,
    themes: [],
    topicWords: [],
    crsSectors: [],
    sdgs: [],
  };
}
