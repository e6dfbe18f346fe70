import { Global, Module } from '@nestjs/common';
import { MailboxReceiver } from './mailbox-receiver.js';
import { Mailer } from './mailer.js';

@Global()
@Module({ providers: [Mailer, MailboxReceiver], exports: [Mailer] })
export class MailModule {}
