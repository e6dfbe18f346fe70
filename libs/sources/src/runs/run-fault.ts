import { FetchError } from '@chasqui/fetching';
import { DomainError } from '@chasqui/kernel';
import { SourceFault } from '../adapters/types.js';
import type { RunTrouble } from '../health/health.js';
import { storableText } from '../storable-text.js';

/** What ended a reading, as it is stored and shown. */
export interface RunFault {
  /** That of the fetcher or of the adapter; `unavailable` for a server's own failure, `definition`, `too_long`, `internal`. */
  readonly code: string;
  /** Spanish, for curators. */
  readonly message: string;
  /** How long the source asked to be left alone. */
  readonly retryAfterMs: number | null;
}

const LONGEST_MESSAGE = 1000;

const TROUBLES: Readonly<Record<string, RunTrouble>> = {
  network: 'network',
  timeout: 'network',
  truncated: 'network',
  throttled: 'rate_limited',
  unavailable: 'unavailable',
};

/** Whether a stored fault says something of the page or only of the way to it. */
export function troubleOf(code: string | null): RunTrouble {
  return (code !== null && TROUBLES[code]) || 'fault';
}

/** The fault behind whatever an adapter threw. What nobody foresaw is the program's own. */
export function runFaultOf(error: unknown): RunFault {
  if (error instanceof FetchError) {
    const isServers = error.fault === 'http' && (error.details.status ?? 0) >= 500;
    const code = isServers ? 'unavailable' : error.fault;
    return told(code, error.message, error.details.retryAfterMs ?? null);
  }
  if (error instanceof SourceFault) return told(error.code, error.message);
  if (error instanceof DomainError) {
    const [field] = error.fields;
    const message = field ? `${error.message} (${field.field}: ${field.message})` : error.message;
    return told('definition', message);
  }
  return told(
    'internal',
    'El programa falló al leer esta fuente. Se volverá a intentar; si sigue así, avise a quien administra Chasqui.',
  );
}

export const TOO_LONG: RunFault = {
  code: 'too_long',
  message: 'La lectura no acabó en un día entero y se dejó. Lea menos páginas o acote la búsqueda.',
  retryAfterMs: null,
};

function told(code: string, message: string, retryAfterMs: number | null = null): RunFault {
  return { code, message: storableText(message, LONGEST_MESSAGE), retryAfterMs };
}
