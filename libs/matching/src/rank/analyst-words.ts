import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, projectRoot } from '@chasqui/kernel';
import { LANGUAGES, type Language } from '@chasqui/language';
import {
  FINANCIAL_FORMS,
  type FinancialFormCode,
  GAD_LEVELS,
  type GadLevelCode,
} from '@chasqui/vocabularies';
import { z } from 'zod';

const words = z.array(z.string().min(1));
const shape = z.object({
  source: z.string(),
  financialForms: z.record(z.enum(FINANCIAL_FORMS), words),
  notRepayable: words,
  levels: z.record(z.enum(GAD_LEVELS), words),
  everyLevel: words,
  languages: z.record(z.enum(LANGUAGES), words),
  neverCloses: words,
});

interface Entry<Meaning> {
  readonly words: readonly string[];
  readonly meaning: Meaning;
}

/** The words with which calls and GADs are described in files that were not made for this product. */
export class AnalystWords {
  private readonly forms: readonly Entry<FinancialFormCode | 'not_repayable'>[];
  private readonly levels: readonly Entry<GadLevelCode | 'every'>[];
  private readonly languages: ReadonlyMap<string, Language>;
  private readonly neverCloses: readonly Entry<true>[];

  constructor(file: z.output<typeof shape>) {
    this.forms = [
      ...FINANCIAL_FORMS.flatMap((form) => entries(file.financialForms[form], form)),
      ...entries(file.notRepayable, 'not_repayable' as const),
    ];
    this.levels = [
      ...GAD_LEVELS.flatMap((level) => entries(file.levels[level], level)),
      ...entries(file.everyLevel, 'every' as const),
    ];
    this.languages = new Map(
      LANGUAGES.flatMap((language) => file.languages[language].map((name) => [name, language] as const)),
    );
    this.neverCloses = entries(file.neverCloses, true as const);
  }

  /**
   * What a call hands out, from a code or from words in any of the languages; null when they are not understood. What
   * has to be paid back even in part is a loan; of several other forms the one named first counts.
   */
  financialForm(text: string): FinancialFormCode | null {
    const code = fold(text.trim()).replaceAll(/[\s-]+/g, '_');
    const known = FINANCIAL_FORMS.find((form) => form === code);
    if (known) return known;
    const found = meanings(text, this.forms);
    if (found.includes('loan')) return 'loan';
    const named = found.find((form) => form !== 'not_repayable');
    return named ?? (found.length > 0 ? 'grant' : null);
  }

  /** Levels of government that a text names; none when it names none. */
  gadLevels(text: string): GadLevelCode[] {
    if (text.trim() === '*') return [...GAD_LEVELS];
    const found = new Set(meanings(text, this.levels));
    return found.has('every') && found.size === 1
      ? [...GAD_LEVELS]
      : GAD_LEVELS.filter((level) => found.has(level));
  }

  /** The language that a code ("es", "pt-BR") or a name stands for; undefined when it is none that is read. */
  language(text: string): Language | undefined {
    const [first = ''] = fold(text).match(/[a-z]+/g) ?? [];
    return this.languages.get(first);
  }

  staysOpen(text: string): boolean {
    return meanings(text, this.neverCloses).length > 0;
  }
}

/** Reads and checks the word list; a faulty file stops the program with the place of the fault. */
export function loadAnalystWords(): AnalystWords {
  const file = join(projectRoot(), 'libs', 'matching', 'data', 'analyst-words.json');
  return new AnalystWords(shape.parse(JSON.parse(readFileSync(file, 'utf8'))));
}

function plainWords(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+\*?/gu) ?? [];
}

function entries<Meaning>(phrases: readonly string[], meaning: Meaning): Entry<Meaning>[] {
  return phrases
    .map((phrase) => ({ words: plainWords(phrase), meaning }))
    .filter((entry) => entry.words.length > 0);
}

/** What the phrases found in a text mean, in its order; of two that begin at one word the longer one counts. */
function meanings<Meaning>(text: string, phrases: readonly Entry<Meaning>[]): Meaning[] {
  const given = plainWords(text);
  const found: Meaning[] = [];
  for (let at = 0; at < given.length; at += 1) {
    let best: Entry<Meaning> | undefined;
    for (const entry of phrases) {
      const longer = entry.words.length > (best?.words.length ?? 0);
      if (longer && entry.words.every((word, step) => isWord(given[at + step], word))) best = entry;
    }
    if (!best) continue;
    found.push(best.meaning);
    at += best.words.length - 1;
  }
  return found;
}

function isWord(given: string | undefined, wanted: string): boolean {
  if (given === undefined) return false;
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
}
