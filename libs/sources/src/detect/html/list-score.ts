import { findMentions, readHtmlNode } from '@chasqui/extraction';
import type { OpenPage } from '../../adapters/page/open-page.js';
import {
  soundsLikeCalls,
  soundsLikeClosing,
  soundsLikeOther,
  wordsOf,
  wordsOfAddress,
} from '../words/call-words.js';
import type { Outline, Place } from './outline.js';

export interface ListSigns {
  /** 0 to 1. */
  readonly score: number;
  /** Shares of the entries, 0 to 1. */
  readonly calls: number;
  readonly dated: number;
  /** Characters of text in all entries. */
  readonly textLength: number;
}

const LOOKED_AT = 12;
const LONGEST_ENTRY = 1_200;

/** How much a list looks like one of calls. */
export function judgeList(
  outline: Outline,
  items: readonly Place[],
  titles: readonly string[],
  addresses: readonly string[],
): ListSigns {
  const { page } = outline;
  const entries = spread(
    items.map((place, at) => ({ place, title: titles[at] ?? '', address: addresses[at] ?? page.url })),
  );
  const read = entries.map(({ place, title, address }) => {
    const text = readHtmlNode(page.$, place.node).text.slice(0, LONGEST_ENTRY);
    const words = wordsOf(text);
    const mentions = findMentions({ text, struck: [] });
    const isDated = mentions.some((mention) => mention.type === 'date' && mention.precision === 'day');
    const named = soundsLikeCalls(`${wordsOf(title)} ${wordsOfAddress(address)}`);
    return {
      calls: named ? 1 : soundsLikeCalls(words) ? 0.6 : 0,
      dated: !isDated ? 0 : soundsLikeClosing(words) ? 1 : 0.4,
      money: mentions.some(({ type }) => type === 'amount') ? 1 : 0,
      rest: Math.min(1, Math.max(0, text.length - title.length) / 120),
      other: soundsLikeOther(`${wordsOf(place.classes.join(' '))} ${wordsOfAddress(address)}`) ? 1 : 0,
    };
  });
  const share = (sign: keyof (typeof read)[number]) =>
    read.reduce((sum, each) => sum + each[sign], 0) / Math.max(1, read.length);
  const around = items.filter(({ isAround }) => isAround).length / items.length;
  const main = items.filter(({ isInMain }) => isInMain).length / items.length;
  const { calls: namedCalls, other: namedOther } = contextOf(outline, items);
  const distinct = new Set(addresses).size / addresses.length;
  const calls = share('calls');
  const good =
    0.3 * calls +
    0.18 * share('dated') +
    0.06 * share('money') +
    0.1 * share('rest') +
    0.08 * Math.min(1, Math.log2(items.length) / 4) +
    0.13 * (main === 1 ? 1 : 0.5) +
    0.15 * namedCalls;
  const other = Math.max(share('other'), namedOther) * (1 - calls * 0.6);
  const score = good * distinct * (1 - 0.85 * around) * (1 - 0.55 * other);
  return {
    score: round(score),
    calls,
    dated: share('dated'),
    textLength: items.reduce((sum, { textLength }) => sum + textLength, 0),
  };
}

/** Entries from all of a list: its end may be older. */
function spread<Value>(values: readonly Value[]): Value[] {
  const step = Math.max(1, values.length / LOOKED_AT);
  return Array.from(
    { length: Math.min(LOOKED_AT, values.length) },
    (_, at) => values[Math.floor(at * step)]!,
  );
}

/** What the heading above a list, the classes around it, and the page as a whole say. */
function contextOf({ page, places }: Outline, items: readonly Place[]): { calls: number; other: number } {
  const first = items[0]!;
  const heading = headingBefore(page, places, first);
  const near: string[] = [heading];
  for (
    let up = first.parent, height = 0;
    up && height < 6 && up.tag !== 'body';
    up = up.parent, height += 1
  ) {
    near.push(wordsOf([up.id ?? '', ...up.classes].join(' ')));
  }
  const whole = pageWords(page);
  const isNear = near.some(soundsLikeCalls);
  const other =
    near.some((words) => soundsLikeOther(words)) && !isNear ? 1 : soundsLikeOther(heading) ? 0.8 : 0;
  return { calls: isNear ? 1 : soundsLikeCalls(whole) ? 0.6 : 0, other };
}

function headingBefore({ $ }: OpenPage, places: readonly Place[], first: Place): string {
  for (let at = first.at - 1; at >= 0 && at > first.at - 400; at -= 1) {
    const place = places[at]!;
    if (/^h[1-4]$/.test(place.tag) && place.textLength > 0)
      return wordsOf($(place.node).text().slice(0, 200));
    if (place.tag === 'body') break;
  }
  return '';
}

/** What a page says that it is. */
export function pageWords({ $, url }: OpenPage): string {
  const said = [$('title').first().text(), $('h1').first().text()].map((text) => wordsOf(text.slice(0, 200)));
  return [...said, wordsOfAddress(url)].join(' ');
}

function round(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
}
