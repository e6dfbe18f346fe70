import { Module } from '@nestjs/common';
import { Accounts } from './accounts.service.js';
import { SignedLinks } from './signed-links.js';

@Module({ providers: [Accounts, SignedLinks], exports: [Accounts, SignedLinks] })
export class AccountsModule {}
