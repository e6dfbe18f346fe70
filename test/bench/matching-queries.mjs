// What the compared searches ask: a sample of the priorities, and the filters that a catalogue of calls knows.

/** The largest smallest grant a GAD of each level is taken to carry. */
export const MEANS = {
  parish: 500_000,
  municipal: 10_000_000,
  metropolitan: 100_000_000,
  provincial: 30_000_000,
};

/** Level, province and smallest amount; every call of the set is open. */
export function fitsFilters({ gadLevels, territories, amountMin }, { level, dpaCode }) {
  return (
    (gadLevels.length === 0 || gadLevels.includes(level)) &&
    (territories.length === 0 || territories.includes(dpaCode.slice(0, 2))) &&
    (amountMin === null || Number(amountMin) <= MEANS[level])
  );
}

/** @returns `count` of the list, spread evenly; all of them when there are fewer */
export function evenSample(list, count) {
  const step = Math.max(1, list.length / count);
  return Array.from({ length: Math.min(count, list.length) }, (_, at) => list[Math.floor(at * step)]);
}
