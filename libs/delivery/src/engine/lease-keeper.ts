import type { MailClaims } from './mail-claims.js';

type Renewer = Pick<MailClaims, 'renew'>;

interface HeldLease {
  /** Mails under it that are not done. */
  open: number;
  /** By our own monotonic clock, counted from before the request, so that we give up before anybody else takes over. */
  validUntil: number;
}

/**
 * Keeps the leases of a run alive, and knows when they are not: a process that was suspended, or cut off from the
 * database, must not send what others may have taken over meanwhile.
 */
export class LeaseKeeper {
  private readonly leases = new Map<string, HeldLease>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly claims: Renewer,
    private readonly times: { readonly leaseMs: number; readonly renewMs: number },
    /** Hears which mails are still ours of those under the given leases. */
    private readonly onRenewed: (leases: ReadonlySet<string>, stillOurs: ReadonlySet<string>) => void,
    onTrouble: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => void this.renew().catch(onTrouble), times.renewMs);
  }

  /** @param since `performance.now()` before the claim was asked for */
  hold(lease: string, mails: number, since: number): void {
    this.leases.set(lease, { open: mails, validUntil: since + this.times.leaseMs });
  }

  done(lease: string): void {
    const held = this.leases.get(lease);
    if (!held) return;
    held.open -= 1;
    if (held.open <= 0) this.leases.delete(lease);
  }

  /** Whether there is time left to send something under this lease; a tenth of it is kept as a margin. */
  isValid(lease: string): boolean {
    const held = this.leases.get(lease);
    return held !== undefined && performance.now() < held.validUntil - this.times.leaseMs / 10;
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async renew(): Promise<void> {
    const leases = new Set(this.leases.keys());
    if (leases.size === 0) return;
    const validUntil = performance.now() + this.times.leaseMs;
    const stillOurs = await this.claims.renew([...leases]);
    for (const lease of leases) {
      const held = this.leases.get(lease);
      if (held) held.validUntil = validUntil;
    }
    this.onRenewed(leases, stillOurs);
  }
}
