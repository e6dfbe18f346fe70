import { AccountsModule } from '@chasqui/accounts';
import { Module } from '@nestjs/common';
import { DeadLetters } from '../dead-letters.js';
import { AddressBook } from './address-book.js';
import { BounceReceiver } from './bounce-receiver.js';
import { ReceiveEvents } from './receive-events.js';
import { ReceiveReport } from './receive-report.js';
import { ReturnPaths } from './return-paths.js';

/** What is known of addresses, and what an admin does about mails that did not arrive. */
@Module({
  imports: [AccountsModule],
  providers: [AddressBook, ReturnPaths, DeadLetters, ReceiveEvents],
  exports: [AddressBook, ReturnPaths, DeadLetters, ReceiveEvents],
})
export class AddressBookModule {}

/** For processes that run jobs: also receives reports by mail. */
@Module({
  imports: [AddressBookModule],
  providers: [ReceiveReport, BounceReceiver],
  exports: [ReceiveReport, BounceReceiver],
})
export class BouncesWorkerModule {}
