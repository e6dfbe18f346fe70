import { Module } from '@nestjs/common';
import { CuratedRecords } from './curated-records.service.js';

@Module({ providers: [CuratedRecords], exports: [CuratedRecords] })
export class CurationModule {}
