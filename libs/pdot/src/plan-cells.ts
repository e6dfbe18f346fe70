import { DomainError, fold, parseAmount, safeHttpUrl } from '@chasqui/kernel';
import type { Sdg, Theme } from '@chasqui/vocabularies';
import { likeness, subjectWords } from './text-likeness.js';

/** What a cell cannot mean; the message is Spanish and says what to write. */
export class CellFault extends Error {}

/** How many numbered targets each ODS has (A/RES/71/313): "6.11" is none, so somebody meant two goals. */
const TARGETS = [0, 5, 5, 9, 7, 6, 6, 3, 10, 5, 7, 7, 8, 3, 7, 9, 10, 19];
/** Below this two names are not mistaken for one another. */
const ALIKE = 0.5;
/** Codes of ISO 4217. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
/** How people write that they have nothing to write. */
const NOTHING =
  /^(-+|–|—|n\/?a|s\/?[nidp]|no aplica|no consta|ninguno|ninguna|por definir|pendiente|0|0\.0+)$/i;

/** An amount with its currency as people write it; null when the cell says there is none. */
export function readBudget(cell: string): { amount: string; currency: string | null } | null {
  const text = cell.trim();
  if (!text || NOTHING.test(text)) return null;
  const currency = /us\$|usd|\$|d[oó]lar/i.test(text) ? 'USD' : /€|eur/i.test(text) ? 'EUR' : null;
  // A space between groups of three digits only helps the eye: "161 266 984,99".
  const closed = text.replace(/(\d)\s(?=\d{3}(?!\d))/g, '$1');
  // A number cell shows what its formula left; nobody plans parts of a cent.
  const long = /^\d+\.\d{4,}$/.test(closed) ? roundToCents(closed) : closed;
  try {
    return { amount: parseAmount(long.replace(/^usd\s*\$/i, '$')), currency };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new CellFault(error.message.replace(/^N/, 'n').replace(`«${long}»`, `«${text}»`));
  }
}

/** Half up, on text, so that no float is involved. */
function roundToCents(text: string): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const cents = BigInt(whole) * 100n + BigInt(fraction.slice(0, 2)) + (fraction[2]! >= '5' ? 1n : 0n);
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Goals as people write them: "6; 11", "ODS 6", "6.1", "Agua limpia y saneamiento". */
export function readSdgs(cell: string, goals: readonly Pick<Sdg, 'number' | 'nameEs'>[]): number[] {
  const text = cell.trim();
  if (!text || NOTHING.test(text)) return [];
  const whole = goalNamed(text, goals);
  if (whole) return [whole];
  const numbers = text.split(/[;\n|/]/).flatMap((part) => goalsIn(part.trim(), goals));
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}

function goalsIn(part: string, goals: readonly Pick<Sdg, 'number' | 'nameEs'>[]): number[] {
  if (!part) return [];
  const named = goalNamed(part, goals);
  if (named) return [named];
  const bare = part.replace(/\b(ods|objetivos?|metas?)\b\.?/gi, ' ').trim();
  if (/^[\d\s.,y&]+$/i.test(bare))
    return bare
      .split(/\s*,\s*|\s+y\s+|\s*&\s*|\s+/)
      .filter(Boolean)
      .map(goalNumber);
  // "ODS 6: Agua limpia y saneamiento", "6. Agua limpia", "11 - Ciudades".
  const numbered = /^(\d{1,2})\s*[.:)\-–]?\s+\D+$/.exec(bare);
  if (numbered) return [goalNumber(numbered[1]!)];
  throw new CellFault(
    `no se entiende el ODS «${part}». Escriba los números del 1 al 17 separados con punto y coma, por ejemplo 6; 11.`,
  );
}

function goalNumber(text: string): number {
  const [goal = Number.NaN, target] = text.replace(/\.$/, '').split('.').map(Number);
  if (!(Number.isInteger(goal) && goal >= 1 && goal <= 17)) {
    throw new CellFault(`el ODS «${text}» no existe: van del 1 al 17.`);
  }
  if (target !== undefined && !(target >= 1 && target <= TARGETS[goal]!)) {
    throw new CellFault(
      `«${text}» no es una meta de los ODS. Si son dos objetivos, sepárelos con punto y coma.`,
    );
  }
  return goal;
}

function goalNamed(text: string, goals: readonly Pick<Sdg, 'number' | 'nameEs'>[]): number | undefined {
  const name = plain(text);
  return goals.find(({ nameEs }) => plain(nameEs) === name)?.number;
}

/** Topics by code or Spanish name. */
export function readThemes(cell: string, themes: readonly Pick<Theme, 'code' | 'nameEs'>[]): string[] {
  const parts = cell
    .split(/[;,\n|]/)
    .map((part) => part.trim())
    .filter((part) => part && !NOTHING.test(part));
  return [...new Set(parts.map((part) => themeCode(part, themes)))];
}

function themeCode(part: string, themes: readonly Pick<Theme, 'code' | 'nameEs'>[]): string {
  const name = plain(part);
  const known = themes.find(({ code, nameEs }) => code === part.toLowerCase() || plain(nameEs) === name);
  if (known) return known.code;
  const words = subjectWords(part);
  const alike = themes
    .map(({ nameEs }) => ({ nameEs, score: likeness(words, subjectWords(nameEs)) }))
    .filter(({ score }) => score >= ALIKE)
    .toSorted((a, b) => b.score - a.score)[0];
  const hint = alike
    ? ` ¿Quiso decir «${alike.nameEs}»?`
    : ' Use un tema de la lista, por su código o su nombre.';
  throw new CellFault(`no existe el tema «${part}».${hint}`);
}

/** Codes of legal competences. */
export function readCompetences(cell: string, known: ReadonlySet<string>): string[] {
  const parts = cell
    .split(/[;,\s|]+/)
    .filter(Boolean)
    .map((part) => part.toUpperCase());
  if (NOTHING.test(cell.trim())) return [];
  const wrong = parts.find((part) => !known.has(part));
  if (wrong)
    throw new CellFault(`no existe la competencia «${wrong}». Use los códigos de la lista de competencias.`);
  return [...new Set(parts)];
}

/** A code of ISO 4217, or the usual words and signs for dollars and euros. */
export function readCurrency(cell: string): string | null {
  const text = cell.trim();
  if (!text || NOTHING.test(text)) return null;
  if (/^(us\$|\$|d[oó]lar(es)?)$/i.test(text)) return 'USD';
  if (/^(€|euros?)$/i.test(text)) return 'EUR';
  if (!/^[a-z]{3}$/i.test(text)) {
    throw new CellFault(`no se entiende la moneda «${text}». Escriba tres letras, por ejemplo USD.`);
  }
  if (!isCurrency(text.toUpperCase())) {
    throw new CellFault(
      `no existe la moneda «${text}». Escriba el código de tres letras, por ejemplo USD o EUR.`,
    );
  }
  return text.toUpperCase();
}

/** Tells whether a currency exists: three letters alone are none. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

export function readAddress(cell: string): string | null {
  const text = cell.trim();
  if (!text || NOTHING.test(text)) return null;
  const address = safeHttpUrl(text);
  if (!address) {
    throw new CellFault(
      'la dirección debe empezar por https:// o http://, por ejemplo https://gad.gob.ec/pdot.pdf.',
    );
  }
  return address;
}

/** Letters and digits only: accents, case and marks make no other name. */
export function plain(text: string): string {
  return fold(text).replace(/[^a-z0-9]+/g, '');
}
