import { Module } from '@nestjs/common';
import { SourceFetcher } from './source-fetcher.js';

/** One fetcher for everything in a process. */
@Module({ providers: [SourceFetcher], exports: [SourceFetcher] })
export class FetchingModule {}
