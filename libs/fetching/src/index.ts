export * from './types.js';
export { isLoopbackAddress, isPublicAddress } from './address-guard.js';
export { type LinkCheck, type LinkState, checkLink } from './check-link.js';
export type { Resolve, ResolvedAddress } from './guarded-connector.js';
export type { HostBook, HostLease, HostWait, KeptRobots, Sleep } from './host-book.js';
export { MemoryHostBook } from './memory-host-book.js';
export { type FetchLimits, PoliteFetcher, type PoliteFetcherOptions } from './polite-fetcher.js';
export type { FetcherIdentity } from './request-headers.js';
