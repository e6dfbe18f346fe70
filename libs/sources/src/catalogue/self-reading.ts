import { conflict, type DomainError } from '@chasqui/kernel';
import type { SourceDefinition } from './source.entities.js';

/** Whether there is anything to ask: sheets are uploaded, and a text is pasted once. */
export function readsItself({ adapter, config }: Pick<SourceDefinition, 'adapter' | 'config'>): boolean {
  if (adapter === 'pasted') return (config as { address?: unknown }).address != null;
  return adapter !== 'spreadsheet';
}

export function notReadable(): DomainError {
  return conflict(
    'source.by_hand',
    'Esta fuente no se lee sola: suba la hoja de cálculo o pegue la dirección o el texto de cada convocatoria.',
  );
}
