import { type DynamicModule, Module } from '@nestjs/common';
import { Analyzer } from './analysis.js';
import type { SynonymGroup } from './phrase-book.js';
import { Search } from './search.service.js';

/** The search box. Its index is filled by the first search, or by whoever calls `catchUp` before. */
@Module({})
export class SearchModule {
  /** @param synonyms gives the words that mean the same; they come with the reference data */
  static register(synonyms: () => Promise<readonly SynonymGroup[]>): DynamicModule {
    return {
      module: SearchModule,
      global: true,
      providers: [{ provide: Analyzer, useFactory: async () => new Analyzer(await synonyms()) }, Search],
      exports: [Analyzer, Search],
    };
  }
}
