import robotsParser from 'robots-parser';
import { ROBOT_NAME } from './request-headers.js';

/** What one reading of a robots.txt says of an address. */
export interface RobotsVerdict {
  readonly allowed: boolean;
  /** Milliseconds that the host wants between two requests; 0 when it does not say. */
  readonly delayMs: number;
}

/** A longer Crawl-delay would keep a source of a hundred pages busy for hours. */
const MAX_DELAY_MS = 60_000;

interface Rules {
  isAllowed(url: string, robot: string): boolean | undefined;
  getCrawlDelay(robot: string): number | undefined;
}

// Its types announce a default export, but the module is the function itself.
const parse = robotsParser as unknown as (url: string, text: string) => Rules;

/** Address of the file that governs another address (RFC 9309 section 2.3). */
export function robotsUrlOf(url: URL): string {
  return new URL('/robots.txt', url.origin).href;
}

/** Judges an address by the text of its host's robots.txt; an empty text allows everything. */
export function judgeByRobots(text: string, url: URL): RobotsVerdict {
  if (url.pathname === '/robots.txt') return { allowed: true, delayMs: 0 };
  const rules = parse(robotsUrlOf(url), text.replace(/^\uFEFF/, ''));
  const seconds = rules.getCrawlDelay(ROBOT_NAME) ?? 0;
  return {
    allowed: rules.isAllowed(url.href, ROBOT_NAME) !== false,
    delayMs: Math.min(MAX_DELAY_MS, Math.max(0, seconds * 1000)),
  };
}
