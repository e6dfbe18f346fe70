import { AccountsModule } from '@chasqui/accounts';
import { CallsModule } from '@chasqui/calls';
import { SubscriptionsModule } from '@chasqui/subscriptions';
import { Module } from '@nestjs/common';
import { LoadDemo } from './load-demo.js';
import { PlayMainJob } from './play-main-job.js';

@Module({
  imports: [AccountsModule, CallsModule, SubscriptionsModule],
  providers: [LoadDemo, PlayMainJob],
  exports: [LoadDemo, PlayMainJob],
})
export class DemoModule {}
