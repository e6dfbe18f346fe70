import { describe, expect, it } from '@jest/globals';
import { checkUrl } from './checked-url.js';
import type { FetchFault } from './types.js';

describe('checkUrl', () => {
  it.each([
    ['https://www.aecid.es/convocatorias#plazo', 'https://www.aecid.es/convocatorias'],
    ['http://ejemplo.gob.ec:8080/a?b=c', 'http://ejemplo.gob.ec:8080/a?b=c'],
    ['https://ejemplo.org:443/', 'https://ejemplo.org/'],
    ['https://1.1.1.1/', 'https://1.1.1.1/'],
  ])('accepts %s', (text, href) => {
    expect(checkUrl(text, false).href).toBe(href);
  });

  it.each<[string, FetchFault]>([
    ['ejemplo.org/pagina', 'bad_url'],
    ['', 'bad_url'],
    ['http://', 'bad_url'],
    ['ftp://ejemplo.org/', 'bad_url'],
    ['file:///etc/passwd', 'bad_url'],
    ['javascript:alert(1)', 'bad_url'],
    ['https://usuario:clave@ejemplo.org/', 'bad_url'],
    ['https://usuario@ejemplo.org/', 'bad_url'],
    ['http://ejemplo.org:22/', 'bad_url'],
    ['http://ejemplo.org:6379/', 'bad_url'],
    [`https://ejemplo.org/${'a'.repeat(5000)}`, 'bad_url'],
    ['http://127.0.0.1/', 'refused_address'],
    ['http://[::1]:8080/', 'refused_address'],
    ['http://169.254.169.254/latest/meta-data/', 'refused_address'],
    ['http://0x7f.1/', 'refused_address'],
    ['http://2130706433/', 'refused_address'],
    ['http://0/', 'refused_address'],
  ])('refuses %s', (text, fault) => {
    expect(() => checkUrl(text, false)).toThrow(expect.objectContaining({ fault }));
  });

  it('lets test mode reach this machine on any port, and nothing else', () => {
    expect(checkUrl('http://127.0.0.1:41234/', true).port).toBe('41234');
    expect(checkUrl('http://[::1]:41234/', true).port).toBe('41234');
    expect(() => checkUrl('http://10.0.0.1:41234/', true)).toThrow(
      expect.objectContaining({ fault: 'refused_address' }),
    );
  });
});
