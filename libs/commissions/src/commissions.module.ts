import { CallsModule } from '@chasqui/calls';
import { Module } from '@nestjs/common';
import { CommissionRounds } from './commission-rounds.service.js';
import { CommissionProposals } from './proposals.service.js';

@Module({
  imports: [CallsModule],
  providers: [CommissionRounds, CommissionProposals],
  exports: [CommissionRounds, CommissionProposals],
})
export class CommissionsModule {}
