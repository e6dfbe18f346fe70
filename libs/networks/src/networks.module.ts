import { Module } from '@nestjs/common';
import { NetworkMemberships } from './memberships.service.js';

@Module({ providers: [NetworkMemberships], exports: [NetworkMemberships] })
export class NetworksModule {}
