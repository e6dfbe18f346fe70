import { describe, expect, it } from '@jest/globals';
import { FetchError } from '@chasqui/fetching';
import { invalid } from '@chasqui/kernel';
import { SourceFault } from '../adapters/types.js';
import { runFaultOf, troubleOf } from './run-fault.js';

describe('what ended a reading', () => {
  it.each<[string, Error, string, string]>([
    ['a network that is down', new FetchError('network', 'No se pudo leer.'), 'network', 'network'],
    ['a slow site', new FetchError('timeout', 'Tarda.'), 'timeout', 'network'],
    ['a failing server', new FetchError('http', 'Falla.', { status: 502 }), 'unavailable', 'unavailable'],
    ['a missing page', new FetchError('http', 'No está.', { status: 404 }), 'http', 'fault'],
    ['another layout', new SourceFault('layout', 'Cambió.'), 'layout', 'fault'],
    ['a definition that is no good', invalid('source.invalid', 'Revise.'), 'definition', 'fault'],
    ['a mistake of the program', new TypeError('x is undefined'), 'internal', 'fault'],
  ])('%s has its code', (_, error, code, trouble) => {
    const fault = runFaultOf(error);
    expect(fault).toMatchObject({ code, retryAfterMs: null });
    expect(troubleOf(code)).toBe(trouble);
  });

  it('says how long a source wants to be left alone', () => {
    const fault = runFaultOf(new FetchError('throttled', 'Espere.', { status: 429, retryAfterMs: 30_000 }));
    expect(fault).toEqual({ code: 'throttled', message: 'Espere.', retryAfterMs: 30_000 });
    expect(troubleOf('throttled')).toBe('rate_limited');
  });

  it('does not show a person what a programmer wrote', () => {
    expect(runFaultOf(new TypeError('x is undefined')).message).not.toContain('undefined');
    expect(runFaultOf('nothing at all')).toMatchObject({ code: 'internal' });
  });

  it('names the field of a definition that is no good', () => {
    const fields = [{ field: 'listUrls', message: 'Escriba al menos una dirección.' }];
    expect(runFaultOf(invalid('source.invalid', 'Revise.', fields)).message).toBe(
      'Revise. (listUrls: Escriba al menos una dirección.)',
    );
  });
});
