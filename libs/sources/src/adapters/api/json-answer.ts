import { decodeText } from '@chasqui/extraction';
import type { FetchAnswer } from '@chasqui/fetching';
import { canonicalJson } from '../../canonical-json.js';
import { type RawPart, SourceFault } from '../types.js';
import { shortened } from './record.js';

/**
 * The JSON value that an answer holds.
 * @throws SourceFault `not_expected_type` for a page for people, `truncated` when the JSON breaks off
 */
export function jsonOf(answer: Pick<FetchAnswer, 'url' | 'body' | 'mediaType' | 'charset'>): unknown {
  const text = decodeText(answer.body, answer.mediaType ?? 'application/json', answer.charset).trim();
  try {
    return JSON.parse(text);
  } catch {
    if (text === '' || /^[[{]/.test(text)) {
      const what = text === '' ? 'llegó vacía' : 'llegó cortada';
      throw new SourceFault(
        'truncated',
        `La respuesta de ${answer.url} ${what}: no se pudo leer como datos.`,
      );
    }
    const what = text.startsWith('<') ? 'una página web' : `un texto («${shortened(text, 80)}»)`;
    throw new SourceFault(
      'not_expected_type',
      `La fuente respondió con ${what} donde debían venir datos: ${answer.url}`,
    );
  }
}

/** A record of an API as it is kept: the same facts give the same bytes, whatever their order. */
export function recordPart(name: string, url: string, record: unknown): RawPart {
  return {
    name,
    url,
    mediaType: 'application/json',
    charset: 'utf-8',
    body: Buffer.from(canonicalJson(record), 'utf8'),
  };
}

/**
 * Reads a kept record back; an empty one when the item has no such part.
 * @throws SourceFault when the bytes are no JSON
 */
export function keptRecord(parts: readonly RawPart[], name: string): unknown {
  const part = parts.find((each) => each.name === name);
  return part ? jsonOf(part) : {};
}
