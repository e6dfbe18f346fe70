import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AddressBookModule } from './bounces/bounces.module.js';
import { MailProcessor } from './delivery.processor.js';
import { Deliver } from './engine/deliver.js';
import { DueMails } from './engine/due-mails.js';
import { MailClaims } from './engine/mail-claims.js';
import { DELIVERY_POLICY, type DeliveryPolicy, STANDARD_POLICY } from './engine/policy.js';
import { SendingPauses } from './engine/sending-pauses.js';

/** Wakes delivery, for whoever owes mails. */
@Module({ providers: [DueMails], exports: [DueMails] })
export class DeliveryModule {}

/** For processes that send. */
@Module({})
export class DeliveryWorkerModule {
  /**
   * @param composer module that exports a `MailComposer`: delivery knows how mails travel, not what they say
   * @param policy another patience; only benchmarks and tests are in a hurry
   */
  static register(composer: Type, policy: DeliveryPolicy = STANDARD_POLICY): DynamicModule {
    return {
      module: DeliveryWorkerModule,
      imports: [composer, AddressBookModule, DeliveryModule],
      providers: [
        { provide: DELIVERY_POLICY, useValue: policy },
        MailClaims,
        SendingPauses,
        Deliver,
        MailProcessor,
      ],
      exports: [Deliver],
    };
  }
}
