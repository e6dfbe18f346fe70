/**
 * The parts of a definition that nobody has compared with the real page yet, as paths ("detail.fields.0"): every
 * selector says it of itself.
 */
export function guessesIn(config: unknown, path: readonly string[] = []): string[] {
  if (typeof config !== 'object' || config === null) return [];
  const own = 'guess' in config && config.guess === true ? [path.join('.')] : [];
  return [...own, ...Object.entries(config).flatMap(([name, member]) => guessesIn(member, [...path, name]))];
}
