import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock } from '@chasqui/kernel';
import { Mailer } from '@chasqui/mail';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AddressBook } from '../bounces/address-book.js';
import { ReturnPaths } from '../bounces/return-paths.js';
import { MailComposer } from '../mail-composer.js';
import { DeliveryRun } from './delivery-run.js';
import type { DeliveryTools } from './delivery-tools.js';
import { DueMails } from './due-mails.js';
import { MailClaims } from './mail-claims.js';
import { OutcomeLedger } from './outcome-ledger.js';
import { DELIVERY_POLICY, type DeliveryPolicy } from './policy.js';
import { SendingPauses } from './sending-pauses.js';

/**
 * Sends the mails that are due.
 *
 * What is promised: exactly one row of notice per person and event, and one row of mail per message. Every mail ends as
 * sent, failed for good, suppressed or cancelled, or it is tried again; one that the server took in silence again and
 * again stays `unknown`. No row is lost by a crash. Exactly one mail per row cannot be had over SMTP: the server may
 * have accepted a mail whose acceptance we never noted. A crash repeats at most the mails that were in flight (handed
 * to an open connection and not yet noted), so at most `smtpConnections` per process, each with the same Message-ID.
 *
 * Any number of processes may work at the same time; in each of them one run does all there is to do.
 */
@Injectable()
export class Deliver implements OnModuleDestroy {
  private readonly log = new Logger(Deliver.name);
  private readonly tools: DeliveryTools;
  private run: DeliveryRun | undefined;
  private running: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    database: DataSource,
    claims: MailClaims,
    pauses: SendingPauses,
    addresses: AddressBook,
    returnPaths: ReturnPaths,
    composer: MailComposer,
    mailer: Mailer,
    clock: Clock,
    private readonly due: DueMails,
    @Inject(DELIVERY_POLICY) policy: DeliveryPolicy,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.tools = {
      claims,
      pauses,
      addresses,
      returnPaths,
      composer,
      mailer,
      clock,
      policy,
      ledger: new OutcomeLedger(database, addresses, clock, policy.leaseMs),
      connections: settings.smtpConnections,
      domainConnections: settings.mailDomainConnections,
      host: new URL(settings.publicUrl).hostname,
      random: Math.random,
      warn: (text) => this.log.warn(text),
    };
  }

  /** Sends until nothing is due. When this process is already at it, that run looks once more and this one ends. */
  async execute(): Promise<void> {
    if (this.isStopping) return;
    if (this.run) {
      this.run.askAgain();
      return;
    }
    const run = new DeliveryRun(this.tools);
    this.run = run;
    this.running = run.go().finally(() => {
      this.run = undefined;
    });
    await this.running;
    const { sent, failed, givenBack } = run.totals;
    this.log.debug(`${sent} sent, ${failed} failed, ${givenBack} given back`);
    if (this.isStopping && givenBack > 0) await this.due.wake();
  }

  /** Before the queues and the database close: finishes what is in flight, gives back the rest. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    this.run?.end();
    await this.running?.catch(() => {});
  }
}
