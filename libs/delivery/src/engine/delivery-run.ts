import { setTimeout as pause } from 'node:timers/promises';
import type { AddressStanding } from '../bounces/flagged.js';
import type { ComposedMail, NothingToSay } from '../mail-composer.js';
import { domainPause } from './backoff.js';
import type { DeliveryTools } from './delivery-tools.js';
import { type Held, HeldMails } from './held-mails.js';
import { LeaseKeeper } from './lease-keeper.js';
import type { ClaimedMail } from './mail-claims.js';
import type { Outcome } from './outcome.js';
import { problemOf, sendingOutcome } from './sending.js';
import { SLOT_LASTS_MS } from './slots.js';
import { TroubleCount } from './trouble-count.js';
import { cancelled, failed, notComposed, sent, suppressed, type TakenMail } from './verdict.js';

interface ReadyMail extends Held {
  readonly claimed: ClaimedMail;
  readonly composed: ComposedMail;
  readonly standing: AddressStanding;
}

export interface RunTotals {
  sent: number;
  failed: number;
  givenBack: number;
}

const SHORT_MS = 20;
/** Between looks for new mails while the ones we hold wait for their slots. */
const LOOK_MS = 500;
/** Between looks while only others hold mails, whose leases may run out or who may be done sooner. */
const LONG_LOOK_MS = 1_000;

/** One stretch of sending, from the first claim until nothing is due any more. */
export class DeliveryRun {
  readonly totals: RunTotals = { sent: 0, failed: 0, givenBack: 0 };
  private readonly held: HeldMails<ReadyMail>;
  private readonly leases: LeaseKeeper;
  private readonly trouble = new TroubleCount();
  private underWay = 0;
  private isEnding = false;
  private isAskedAgain = false;
  private pumpTimer: NodeJS.Timeout | undefined;
  private wakeUp = (): void => {};
  /** How long it lately took from a claim until its mails were written: slots are taken from then on. */
  private leadMs = 0;

  constructor(private readonly tools: DeliveryTools) {
    this.held = new HeldMails(tools.domainConnections);
    this.leases = new LeaseKeeper(
      tools.claims,
      tools.policy,
      (leases, stillOurs) => this.forgetLost(leases, stillOurs),
      (error) => tools.warn(`Leases not renewed: ${String(error)}`),
    );
  }

  /** Sends until nothing is due. Errors of the database escape, after the mails held were given back. */
  async go(): Promise<void> {
    try {
      await this.feed();
    } finally {
      this.isEnding = true;
      await this.giveBack(this.held.take(() => true));
      while (this.underWay > 0) await this.change();
      // One that was just waiting for a new slot came back.
      await this.giveBack(this.held.take(() => true));
      this.leases.end();
      clearTimeout(this.pumpTimer);
    }
  }

  /** There may be new mails: the run does not end before it has looked again. */
  askAgain(): void {
    this.isAskedAgain = true;
    this.wakeUp();
  }

  /** Takes no more mails, finishes those that are under way and gives the others back. */
  end(): void {
    this.isEnding = true;
    this.wakeUp();
  }

  private async feed(): Promise<void> {
    const { claims, policy } = this.tools;
    await claims.recover();
    while (!this.isEnding) {
      if (this.held.size + this.underWay > policy.batch) {
        await this.change();
        continue;
      }
      this.isAskedAgain = false;
      if ((await this.fill()) > 0) continue;
      if (this.held.size + this.underWay > 0) {
        await this.change(LOOK_MS);
        continue;
      }
      if (this.isAskedAgain || (await claims.recover()) > 0) continue;
      const wait = await claims.untilNext();
      if (this.isAskedAgain || this.isEnding) continue;
      if (wait === null || wait > policy.lingerMs) return;
      await this.change(Math.min(Math.max(SHORT_MS, wait), LONG_LOOK_MS));
    }
  }

  /** Takes a batch and has it written. @returns how many mails were taken */
  private async fill(): Promise<number> {
    const { claims, addresses, composer } = this.tools;
    const since = performance.now();
    const batch = await claims.claim(this.leadMs);
    if (batch.length === 0) return 0;
    this.leases.hold(batch[0]!.lease, batch.length, since);
    try {
      const standings = await addresses.standing(batch.map(({ mail }) => mail.recipient));
      const standingOf = ({ mail }: ClaimedMail) => standings.get(mail.recipient) ?? 'ok';
      const open = batch.filter((claimed) => standingOf(claimed) !== 'suppressed');
      const composed = await composer.compose(open.map(({ mail }) => mail));
      await Promise.all(
        batch.map((claimed) =>
          this.place(claimed, composed.get(claimed.mail.id), standingOf(claimed), since),
        ),
      );
    } catch (error) {
      await claims.release(batch).catch(() => {});
      for (const { lease } of batch) this.leases.done(lease);
      throw error;
    }
    this.leadMs = Math.min(performance.now() - since, this.tools.policy.horizonMs);
    this.pump();
    return batch.length;
  }

  /** A mail to be sent joins the ones that wait; of the others it is noted why they are not. */
  private async place(
    claimed: ClaimedMail,
    composed: ComposedMail | NothingToSay | undefined,
    standing: AddressStanding,
    since: number,
  ): Promise<void> {
    if (standing !== 'suppressed' && composed?.kind === 'mail') {
      const { domain, urgent } = claimed.mail;
      this.held.add([{ claimed, composed, standing, domain, urgent, readyAt: since + claimed.waitMs }]);
      return;
    }
    const taken = takenOf(claimed);
    const verdict =
      standing === 'suppressed'
        ? suppressed(taken)
        : composed?.kind === 'nothing'
          ? cancelled(taken, composed.reason)
          : notComposed(taken, this.circumstances(standing));
    try {
      await this.tools.ledger.write(claimed, verdict);
    } catch (error) {
      this.tools.warn(`Outcome not noted: ${String(error)}`);
    }
    this.leases.done(claimed.lease);
  }

  /** Hands over whatever may go now, and comes back when the next slot is up. */
  private pump(): void {
    clearTimeout(this.pumpTimer);
    while (!this.isEnding && this.underWay < this.tools.connections) {
      const mail = this.held.next(performance.now());
      if (!mail) break;
      this.underWay += 1;
      void this.send(mail)
        .catch((error: unknown) => this.tools.warn(`Outcome not noted: ${String(error)}`))
        .finally(() => {
          this.underWay -= 1;
          this.held.done(mail.domain);
          this.wakeUp();
          this.pump();
        });
    }
    const readyAt = this.isEnding ? undefined : this.held.nextReadyAt();
    if (readyAt !== undefined && this.underWay < this.tools.connections) {
      this.pumpTimer = setTimeout(() => this.pump(), Math.max(1, readyAt - performance.now()));
    }
  }

  /**
   * Sends one mail and notes what became of it. A connection counts as busy until the note is committed, so that a
   * crash can repeat no more mails than there are connections.
   */
  private async send(mail: ReadyMail): Promise<void> {
    if (!(await this.isInTime(mail))) return;
    const { claimed, composed, standing } = mail;
    if (!this.leases.isValid(claimed.lease)) {
      this.leases.done(claimed.lease);
      return;
    }
    const { ledger } = this.tools;
    const outcome = await this.handOver(claimed, composed);
    const taken = takenOf(claimed);
    const isOurs = outcome
      ? await ledger.write(
          claimed,
          failed(taken, outcome, this.circumstances(standing)),
          problemOf(claimed, outcome),
        )
      : await ledger.write(claimed, sent(taken, composed.template.subject));
    this.leases.done(claimed.lease);
    if (!isOurs) this.tools.warn(`Somebody else took over the mail ${claimed.mail.id} while it was sent.`);
    await this.learn(claimed, outcome);
  }

  /** @returns null when the server accepted the mail */
  private async handOver(
    { mail }: ClaimedMail,
    { template, personal }: ComposedMail,
  ): Promise<Outcome | null> {
    const { mailer, returnPaths, clock, host } = this.tools;
    try {
      const to = {
        name: personal.name,
        address: mail.recipient,
        messageId: `${mail.id}@${host}`,
        envelopeFrom: await returnPaths.of(mail.id),
        date: clock.now(),
      };
      await mailer.deliver(template.personalise(to, personal));
      return null;
    } catch (error) {
      return sendingOutcome(error);
    }
  }

  /** A slot does not last: who comes too late for it takes another one, and waits for that if need be. */
  private async isInTime(mail: ReadyMail): Promise<boolean> {
    let { readyAt } = mail;
    while (performance.now() - readyAt > SLOT_LASTS_MS) {
      const wait = await this.tools.claims.takeSlot(mail.domain);
      readyAt = performance.now() + wait;
      if (wait > SLOT_LASTS_MS) {
        this.held.add([{ ...mail, readyAt }]);
        return false;
      }
      await pause(wait);
    }
    return true;
  }

  /** What an outcome means for the mails after it. */
  private async learn({ mail }: ClaimedMail, outcome: Outcome | null): Promise<void> {
    const { pauses, policy, random } = this.tools;
    if (!outcome) {
      this.totals.sent += 1;
      this.trouble.accepted();
      if (this.totals.sent === 1) await pauses.clearAll();
      return;
    }
    this.totals.failed += 1;
    if (outcome.kind === 'domain_wait') {
      const ms = domainPause(policy, mail.attempts + 1, random());
      await pauses.pauseDomain(mail.domain, ms, outcome.reason);
      await this.giveBack(this.held.take(({ domain }) => domain === mail.domain));
    } else if (this.trouble.failed(outcome) && !this.isEnding) {
      this.end();
      await pauses.pauseAll(policy.pauseAllMs, outcome.reason);
    }
  }

  private async giveBack(mails: readonly ReadyMail[]): Promise<void> {
    this.totals.givenBack += mails.length;
    try {
      await this.tools.claims.release(mails.map(({ claimed }) => claimed));
    } catch (error) {
      this.tools.warn(`Mails not given back, their lease will run out: ${String(error)}`);
    }
    for (const { claimed } of mails) this.leases.done(claimed.lease);
  }

  private forgetLost(leases: ReadonlySet<string>, stillOurs: ReadonlySet<string>): void {
    const lost = this.held.take(
      ({ claimed }) => leases.has(claimed.lease) && !stillOurs.has(claimed.mail.id),
    );
    for (const { claimed } of lost) this.leases.done(claimed.lease);
  }

  private circumstances(standing: AddressStanding) {
    const { policy, clock, random } = this.tools;
    return { policy, standing, now: clock.now(), random: random() };
  }

  /** Until a mail is done, somebody asks, or the time is over. */
  private async change(withinMs?: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = withinMs === undefined ? undefined : setTimeout(resolve, withinMs);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = () => {};
  }
}

function takenOf({ mail, stateBefore }: ClaimedMail): TakenMail {
  const { attempts, nextAttemptAt } = mail;
  return { attempts, nextAttemptAt, stateBefore };
}
