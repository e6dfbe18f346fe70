import type { Competence } from '@chasqui/competences';
import type { CallFacts, GadFacts } from '../facts.js';
import type { Knowledge, ReferenceTables } from '../knowledge/knowledge.js';
import { loadAnalystWords } from './analyst-words.js';
import { type KnownDonor, KnownDonors } from './known-donors.js';
import { type CallVocabulary, parseCall } from './parse-call.js';
import { type GadVocabulary, parseGad } from './parse-gad.js';
import { CALL_LIST, GAD_LIST, readList } from './read-list.js';
import { type CrsName, TopicNames } from './topic-codes.js';

/** The reference tables that files of analysts are understood with. */
export interface AnalystTables extends ReferenceTables {
  readonly crsSectors: readonly CrsName[];
  readonly donors: readonly KnownDonor[];
  readonly competences: readonly Competence[];
}

export interface AnalystGad {
  /** As the file calls it: its `id`, else its DPA code. */
  readonly gadId: string;
  readonly facts: GadFacts;
}

/** Reads calls and GADs from files that were not made for this product. */
export class AnalystFiles {
  private readonly vocabulary: CallVocabulary & GadVocabulary;

  constructor(tables: AnalystTables, { lexicon }: Knowledge) {
    const { competences, territories } = tables;
    this.vocabulary = {
      words: loadAnalystWords(),
      topics: new TopicNames(tables.themes, tables.crsSectors),
      donors: new KnownDonors(tables.donors),
      lexicon,
      competences,
      territories,
    };
  }

  /**
   * @param text JSON
   * @param name of the file, for messages
   * @throws DomainError when it is no list of records with a code each
   */
  calls(text: string, name: string): CallFacts[] {
    return readList(text, name, CALL_LIST).map(({ id, record }) => parseCall(id, record, this.vocabulary));
  }

  /** As `calls`. */
  gads(text: string, name: string): AnalystGad[] {
    return readList(text, name, GAD_LIST).map(({ id, record }) => ({
      gadId: id,
      facts: parseGad(id, record, this.vocabulary),
    }));
  }
}
