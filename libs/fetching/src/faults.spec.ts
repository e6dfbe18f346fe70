import { describe, expect, it } from '@jest/globals';
import { bodyFault, connectionFault, throttledFault, tooLarge } from './faults.js';
import { RefusedAddressError } from './guarded-connector.js';
import { FetchError } from './types.js';

const URL_READ = 'https://ejemplo.org/a';
const failure = (code: string) => Object.assign(new Error('low level'), { code });

describe('connectionFault', () => {
  it.each([
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'tarda demasiado'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', 'tarda demasiado'],
    ['ENOTFOUND', 'network', 'No se encuentra el sitio ejemplo.org'],
    ['EAI_AGAIN', 'network', 'No se encuentra el sitio ejemplo.org'],
    ['CERT_HAS_EXPIRED', 'network', 'certificado de seguridad de ejemplo.org'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'network', 'certificado'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'network', 'certificado'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'network', 'certificado'],
    ['UND_ERR_HEADERS_OVERFLOW', 'too_large', 'cabeceras'],
    ['ECONNREFUSED', 'network', 'No se pudo leer ejemplo.org (ECONNREFUSED)'],
    ['HPE_INVALID_CONSTANT', 'network', 'No se pudo leer ejemplo.org'],
  ])('explains %s', (code, fault, words) => {
    expect(connectionFault(failure(code), URL_READ)).toMatchObject({
      fault,
      message: expect.stringContaining(words),
      details: { url: URL_READ },
    });
  });

  it('names the internal address that a name led to', () => {
    const fault = connectionFault(new RefusedAddressError('ejemplo.org', '10.0.0.1'), URL_READ);
    expect(fault).toMatchObject({ fault: 'refused_address', message: expect.stringContaining('10.0.0.1') });
  });

  it.each([undefined, null, 'texto', new Error('sin código'), { code: 7 }])('survives %p', (error) => {
    expect(connectionFault(error, URL_READ).fault).toBe('network');
  });
});

describe('bodyFault', () => {
  it('calls everything truncated but slowness and what is already explained', () => {
    expect(bodyFault(failure('UND_ERR_SOCKET'), URL_READ).fault).toBe('truncated');
    expect(bodyFault(failure('Z_DATA_ERROR'), URL_READ).fault).toBe('truncated');
    expect(bodyFault(failure('UND_ERR_BODY_TIMEOUT'), URL_READ).fault).toBe('timeout');
    expect(bodyFault(tooLarge(URL_READ, 1), URL_READ).fault).toBe('too_large');
  });
});

it('tells how long, in minutes, and how large, in megabytes', () => {
  expect(throttledFault(URL_READ, 61_000, 429)).toBeInstanceOf(FetchError);
  expect(throttledFault(URL_READ, 61_000, 429).message).toContain('(2 min)');
  expect(tooLarge(URL_READ, 20 * 1_048_576).message).toContain('20 MB');
});
