import { Module } from '@nestjs/common';
import { Calls } from './calls.service.js';

@Module({ providers: [Calls], exports: [Calls] })
export class CallsModule {}
