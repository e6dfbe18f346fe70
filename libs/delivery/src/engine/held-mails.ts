/** A mail in memory with the instant from which it may be handed over, in ms of `performance.now()`. */
export interface Held {
  readonly domain: string;
  readonly urgent: boolean;
  readonly readyAt: number;
}

/**
 * Mails that wait for their sending slot and for a free connection. Gives the next one: the urgent first, then by slot,
 * never more at a time to one domain than agreed, so that a slow domain holds up nobody else.
 */
export class HeldMails<Mail extends Held> {
  private readonly waiting = new Set<Mail>();
  private readonly underWay = new Map<string, number>();

  constructor(private readonly perDomain: number) {}

  get size(): number {
    return this.waiting.size;
  }

  add(mails: Iterable<Mail>): void {
    for (const mail of mails) this.waiting.add(mail);
  }

  /** Takes the next mail that may go now; its domain counts as busy until `done`. */
  next(now: number): Mail | undefined {
    let best: Mail | undefined;
    for (const mail of this.waiting) {
      if (mail.readyAt > now || this.isBusy(mail.domain)) continue;
      if (!best || goesBefore(mail, best)) best = mail;
    }
    if (!best) return undefined;
    this.waiting.delete(best);
    this.underWay.set(best.domain, (this.underWay.get(best.domain) ?? 0) + 1);
    return best;
  }

  done(domain: string): void {
    const left = (this.underWay.get(domain) ?? 0) - 1;
    if (left > 0) this.underWay.set(domain, left);
    else this.underWay.delete(domain);
  }

  /** When the next slot comes up, among domains with room; undefined when only room is missing. */
  nextReadyAt(): number | undefined {
    let earliest: number | undefined;
    for (const { domain, readyAt } of this.waiting) {
      if (!this.isBusy(domain) && (earliest === undefined || readyAt < earliest)) earliest = readyAt;
    }
    return earliest;
  }

  /** Takes out all that `isChosen` names. */
  take(isChosen: (mail: Mail) => boolean): Mail[] {
    const taken = [...this.waiting].filter(isChosen);
    for (const mail of taken) this.waiting.delete(mail);
    return taken;
  }

  private isBusy(domain: string): boolean {
    return (this.underWay.get(domain) ?? 0) >= this.perDomain;
  }
}

function goesBefore(one: Held, other: Held): boolean {
  return one.urgent === other.urgent ? one.readyAt < other.readyAt : one.urgent;
}
