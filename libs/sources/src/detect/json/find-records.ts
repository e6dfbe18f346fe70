import { isRecord, type JsonRecord } from '../../adapters/api/record.js';
import { filledPathSchema, pathSchema } from '../../adapters/json/json-path.js';
import { meaningOf } from '../words/field-words.js';
import { wordsOf } from '../words/call-words.js';

/** Records found in an answer. */
export interface Records {
  /** Path to them; empty when the answer itself is the list. */
  readonly path: string;
  readonly records: readonly JsonRecord[];
}

const MOST_VALUES = 20_000;
const DEEPEST = 8;
const LOOKED_AT = 20;

/** Keys of the name of a thing. */
export const TITLE_KEY =
  /\b(?:titulos?|titles?|titre|titolo|nombre|name|denominacion|asunto|subject|headline|convocatoria|descripcion|description)\b/;

/**
 * The list of an answer whose members have most of what calls have: a title, days, an address. Lists within them are
 * lists of something else.
 */
export function findRecords(answer: unknown): Records | null {
  let best: { found: Records; worth: number } | null = null;
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: answer, path: '', depth: 0 }];
  for (let looked = 0; looked < waiting.length && looked < MOST_VALUES; looked += 1) {
    const { value, path, depth } = waiting[looked]!;
    if (depth > DEEPEST) continue;
    const records = membersOf(value);
    const worth = records ? worthOf(records) : 0;
    if (records && worth > (best?.worth ?? 0)) best = { found: { path, records }, worth };
    if (worth >= 2) continue;
    for (const [name, member] of childrenOf(value)) {
      const inner = path === '' || name.startsWith('[') ? path + name : `${path}.${name}`;
      if (pathSchema.safeParse(inner).success) waiting.push({ value: member, path: inner, depth: depth + 1 });
    }
  }
  return best?.found ?? null;
}

/** A list, or a map by code, of objects alone. */
function membersOf(value: unknown): JsonRecord[] | null {
  const members = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
  const isMap = !Array.isArray(value);
  if (members.length === 0 || (isMap && members.length < 2)) return null;
  const records = members.filter(isRecord);
  if (records.length < members.length) return null;
  return isMap && !areAlike(records) ? null : records;
}

/** The parts of one object have keys of their own; the members of a map have the same. */
function areAlike(records: readonly JsonRecord[]): boolean {
  const [first, ...others] = records.slice(0, LOOKED_AT).map((record) => Object.keys(record));
  return others.every(
    (keys) => keys.filter((key) => first!.includes(key)).length * 2 > Math.max(first!.length, keys.length),
  );
}

/** 2 and more for what has titles and days, more for more members. */
function worthOf(records: readonly JsonRecord[]): number {
  const looked = records.slice(0, LOOKED_AT);
  const keys = looked.map((record) =>
    Object.keys(record)
      .slice(0, 200)
      .map((key) => wordsOf(key)),
  );
  const share = (test: (words: string) => boolean) =>
    keys.filter((each) => each.some(test)).length / looked.length;
  const titled = share((words) => TITLE_KEY.test(words));
  const dated = share(
    (words) =>
      /\b(?:date|fecha|data)\b|date$/.test(words) ||
      ['deadline', 'opening', 'published'].includes(meaningOf(words) ?? ''),
  );
  const linked = share((words) => /\b(?:url|link|enlace|href|web|id|codigo|code|slug)\b/.test(words));
  if (titled < 0.5) return 0;
  return titled + dated + linked * 0.3 + Math.min(0.5, Math.log10(records.length) / 4);
}

function childrenOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.slice(0, 3).map((member, at) => [`[${at}]`, member]);
  if (!isRecord(value)) return [];
  const entries = Object.entries(value).slice(0, 200);
  return entries.filter(
    ([name, member]) => typeof member === 'object' && member !== null && !/[.[\]]/.test(name),
  );
}

/** Values of a record by their paths: of objects in it too, lists of plain values as one ("themes[]"). */
export function leavesOf(record: JsonRecord): Map<string, unknown[]> {
  const leaves = new Map<string, unknown[]>();
  const waiting: { value: JsonRecord; path: string }[] = [{ value: record, path: '' }];
  for (let at = 0; at < waiting.length && leaves.size < 200; at += 1) {
    const { value, path } = waiting[at]!;
    for (const [name, member] of Object.entries(value)) {
      const own = path ? `${path}.${name}` : name;
      if (/[.[\]]/.test(name) || own.split('.').length > 4 || !filledPathSchema.safeParse(own).success)
        continue;
      if (isRecord(member)) waiting.push({ value: member, path: own });
      else if (Array.isArray(member)) addList(leaves, own, member);
      else if (member !== null) leaves.set(own, [member]);
    }
  }
  return leaves;
}

/** Of lists of objects only what names them is told: [{descripcion: "…"}]. */
function addList(leaves: Map<string, unknown[]>, path: string, members: readonly unknown[]): void {
  const plain = members.filter((member) => typeof member === 'string' || typeof member === 'number');
  if (plain.length > 0) leaves.set(`${path}[]`, plain);
  const records = members.filter(isRecord);
  const name = Object.keys(records[0] ?? {}).find(
    (key) => TITLE_KEY.test(wordsOf(key)) && !/[.[\]]/.test(key),
  );
  if (name)
    leaves.set(
      `${path}[].${name}`,
      records.map((each) => each[name]),
    );
}
