import { randomUUID } from 'node:crypto';
import { recordAudit } from '@chasqui/audit';
import { Clock, conflict } from '@chasqui/kernel';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { SuppressedAddress } from './address.entities.js';
import { deliverJob } from './deliver.job.js';
import { NO_MORE_ATTEMPTS } from './engine/verdict.js';
import { type MailState, OutgoingMail } from './outgoing-mail.entity.js';

/** Final without having arrived: an admin may send them once more. */
const DEAD_STATES = ['failed', 'suppressed'] as const satisfies readonly MailState[];

/** Also those of which nobody knows whether they arrived and that are not tried any more. */
export function isDead(mail: Pick<OutgoingMail, 'state' | 'nextAttemptAt'>): boolean {
  return (
    DEAD_STATES.some((state) => state === mail.state) ||
    (mail.state === 'unknown' && mail.nextAttemptAt >= NO_MORE_ATTEMPTS)
  );
}

export interface Resent {
  readonly resent: number;
  /** Left alone, because their address is on the suppression list. */
  readonly suppressed: number;
}

/** Mails that were given up, and their second life. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  /**
   * Lets mails that were given up go out again, as if they were new: same Message-ID, attempts counted from zero. What
   * they say is composed again when they go.
   * @throws DomainError `mail.not_dead` when none of them was given up, `mail.suppressed` when all that were have an
   * address at which nothing is sent
   */
  async resend(ids: readonly string[], actorId: string): Promise<Resent> {
    const resent = await this.database.transaction(async (manager) => {
      const found = await manager.find(OutgoingMail, {
        where: { id: In([...ids]) },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const mails = found.filter(isDead);
      if (mails.length === 0) {
        throw conflict('mail.not_dead', 'Este correo ya no está entre los que no se pudieron enviar.');
      }
      const recipients = mails.map(({ recipient }) => recipient.toLowerCase());
      const listed = await manager.findBy(SuppressedAddress, { address: In(recipients) });
      const suppressed = new Set(listed.map(({ address }) => address));
      const open = mails.filter(({ recipient }) => !suppressed.has(recipient.toLowerCase()));
      if (open.length === 0) {
        throw conflict(
          'mail.suppressed',
          `A ${recipients[0]!} no se le envía nada: está en la lista de direcciones. Compruebe que el buzón ` +
            'funciona, quite la dirección de la lista y envíe de nuevo.',
        );
      }
      const now = this.clock.now();
      await manager.update(
        OutgoingMail,
        { id: In(open.map(({ id }) => id)) },
        { state: 'pending', attempts: 0, nextAttemptAt: now, lease: null, leaseUntil: null, updatedAt: now },
      );
      for (const { id, state, attempts, lastError } of open) {
        const entry = { action: 'mail.resent', entity: 'outgoing_mail', entityId: id };
        await recordAudit(manager, { at: now, actorId, ...entry, before: { state, attempts, lastError } });
      }
      return { resent: open.length, suppressed: mails.length - open.length };
    });
    await this.queues.add([jobRequest(deliverJob, { wake: randomUUID() })]);
    return resent;
  }
}
