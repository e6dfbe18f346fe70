import { z } from 'zod';

const LONGEST = 200;
const MOST_VALUES = 1000;

export const pathSchema = z
  .string('Escriba la ruta del campo.')
  .trim()
  .max(LONGEST, `La ruta es demasiado larga: ${LONGEST} caracteres como mucho.`)
  .refine(
    (path) => path === '' || stepsOf(path) !== null,
    'Esa ruta no se entiende. Escriba los nombres separados por puntos, [0] para un lugar de una lista y [] para todos: «data.items[].title».',
  );

export const filledPathSchema = pathSchema.refine((path) => path !== '', 'Escriba la ruta del campo.');

/** Of a path such as "datos.items[0].título" or "deadlines[].date"; an empty path is the value itself. A name, a place in a list, or null for every member of a list. */
type Step = string | number | null;

function stepsOf(path: string): Step[] | null {
  if (path === '') return [];
  const steps: Step[] = [];
  for (const piece of path.split('.')) {
    const open = piece.indexOf('[');
    const name = open < 0 ? piece : piece.slice(0, open);
    if (name !== '') steps.push(name);
    else if (open !== 0 || steps.length > 0) return null;
    if (open >= 0 && !addPlaces(piece.slice(open), steps)) return null;
    if (name.trim() !== name || name.includes(']')) return null;
  }
  return steps;
}

function addPlaces(text: string, steps: Step[]): boolean {
  let at = 0;
  while (at < text.length) {
    const close = text.indexOf(']', at);
    const inside = text.slice(at + 1, close);
    if (text[at] !== '[' || close < 0 || !/^\d{0,4}$/.test(inside)) return false;
    steps.push(inside === '' ? null : Number(inside));
    at = close + 1;
  }
  return true;
}

/** Every value at a path. Only what the data itself holds is seen: no inherited names. */
export function valuesAt(value: unknown, path: string): unknown[] {
  let found: unknown[] = [value];
  for (const step of stepsOf(path) ?? []) {
    found = found.flatMap((each) => childrenOf(each, step)).slice(0, MOST_VALUES);
  }
  return found;
}

/** The first value at a path; undefined when there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return valuesAt(value, path)[0];
}

function childrenOf(value: unknown, step: Step): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === null) return Array.isArray(value) ? value : Object.values(value);
  if (typeof step === 'number') return Array.isArray(value) && step < value.length ? [value[step]] : [];
  return !Array.isArray(value) && Object.hasOwn(value, step)
    ? [(value as Record<string, unknown>)[step]]
    : [];
}

/** The same value with another one at a path of names; objects on the way are made as needed. */
export function withValueAt(value: unknown, path: string, replacement: unknown): unknown {
  const [first, ...rest] = path.split('.');
  const holder = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  const inner = Object.hasOwn(holder, first!) ? (holder as Record<string, unknown>)[first!] : undefined;
  const next = rest.length > 0 ? withValueAt(inner, rest.join('.'), replacement) : replacement;
  return Object.fromEntries([...Object.entries(holder).filter(([name]) => name !== first), [first!, next]]);
}
