import type { Clock } from '@chasqui/kernel';
import type { Exchange } from './exchange.js';
import type { HostBook, KeptRobots } from './host-book.js';
import { judgeByRobots, robotsUrlOf } from './robots.js';
import { FetchError } from './types.js';

/** RFC 9309 section 2.5: rules are read in full up to this size, the rest is left out. */
export const ROBOTS_MAX_BYTES = 500 * 1024;

const KEPT_MS = 24 * 3_600_000;
/** While a server fails, its rules are not asked for with every page. */
const FAILED_MS = 5 * 60_000;

/** Fetches a robots.txt, redirects followed; throws as fetchers do, except for the status of the answer. */
export type ReadRobots = (url: string, signal?: AbortSignal) => Promise<Exchange>;

/** The text without a line that was cut in the middle and might forbid more than was meant. */
function textOf({ body }: Exchange): string {
  const text = body.toString('utf8');
  return body.length < ROBOTS_MAX_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
}

/** Obeys the robots.txt of every origin. */
export class RobotsGate {
  constructor(
    private readonly book: HostBook,
    private readonly clock: Clock,
    private readonly read: ReadRobots,
  ) {}

  /**
   * Milliseconds that the host wants between two requests.
   * @throws FetchError refused_by_robots, or whatever kept the rules from being read when none are known
   */
  async pass(url: URL, signal?: AbortSignal): Promise<number> {
    const text = await this.rulesOf(url, signal);
    if (text === null) {
      throw new FetchError(
        'network',
        `${url.hostname} no muestra sus reglas para programas (robots.txt) por una falla suya. Se volverá a intentar más tarde.`,
        { url: url.href },
      );
    }
    const { allowed, delayMs } = judgeByRobots(text, url);
    if (allowed) return delayMs;
    throw new FetchError(
      'refused_by_robots',
      'El sitio pide en su robots.txt que los programas no lean esta dirección. Cargue la convocatoria a mano o pida permiso al sitio.',
      { url: url.href },
    );
  }

  private async rulesOf(url: URL, signal?: AbortSignal): Promise<string | null> {
    const kept = await this.book.robotsOf(url.origin);
    if (kept && kept.until > this.clock.now()) return kept.text;
    const fresh = await this.ask(url, kept, signal);
    await this.book.keepRobots(url.origin, fresh);
    return fresh.text;
  }

  /** RFC 9309 section 2.3.1: no file (4xx, too many redirects) allows everything; a failure of the server, nothing. */
  private async ask(url: URL, old: KeptRobots | null, signal?: AbortSignal): Promise<KeptRobots> {
    try {
      const answer = await this.read(robotsUrlOf(url), signal);
      if (answer.status >= 500) return this.keptFor(FAILED_MS, old?.text ?? null);
      return this.keptFor(KEPT_MS, answer.status < 300 ? textOf(answer) : '');
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      if (error.fault === 'too_many_redirects') return this.keptFor(KEPT_MS, '');
      throw error;
    }
  }

  private keptFor(ms: number, text: string | null): KeptRobots {
    return { text, until: new Date(this.clock.now().getTime() + ms) };
  }
}
