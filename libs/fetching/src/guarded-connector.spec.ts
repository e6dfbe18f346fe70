import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './address-guard.js';
import { guardedConnector, guardedLookup, RefusedAddressError, type Resolve } from './guarded-connector.js';

/** Gives one answer after the other, the last one for ever. */
function answering(...answers: string[][]): Resolve {
  let asked = 0;
  return async () => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
}

const look = (resolve: Resolve, all = true) =>
  new Promise<string | LookupAddress[]>((done, fail) => {
    guardedLookup(isPublicAddress, resolve)('ejemplo.org', { all }, (error, address) =>
      error ? fail(error) : done(address),
    );
  });

describe('guardedLookup', () => {
  it('answers with every address of a public name', async () => {
    const resolve = answering(['93.184.215.14', '2606:4700::1111']);
    expect(await look(resolve)).toEqual([
      { address: '93.184.215.14', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
    expect(await look(resolve, false)).toBe('93.184.215.14');
  });

  it('refuses a name of which any address is internal', async () => {
    await expect(look(answering(['93.184.215.14', '10.0.0.5']))).rejects.toThrow(RefusedAddressError);
    await expect(look(answering(['93.184.215.14', '::ffff:127.0.0.1']))).rejects.toThrow(RefusedAddressError);
  });

  it('refuses a name that turned internal after it was public', async () => {
    const resolve = answering(['93.184.215.14'], ['192.168.0.10']);
    await expect(look(resolve)).resolves.toHaveLength(1);
    await expect(look(resolve)).rejects.toThrow(RefusedAddressError);
  });

  it('tells a name without addresses from an internal one', async () => {
    await expect(look(answering([]))).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

describe('guardedConnector', () => {
  it.each(['127.0.0.1', '10.0.0.1', '::1', '169.254.169.254'])(
    'refuses the literal address %s, for which no name is looked up',
    async (hostname) => {
      const connect = guardedConnector({ timeoutMs: 1000, allowLoopback: false });
      const error = await new Promise((done) => {
        connect({ hostname, protocol: 'http:', port: '80' }, (...[failure]) => done(failure));
      });
      expect(error).toBeInstanceOf(RefusedAddressError);
    },
  );

  it('connects to ports that are not of the web on this machine only, even in test mode', async () => {
    const connect = guardedConnector({
      timeoutMs: 1000,
      allowLoopback: true,
      resolve: answering(['93.184.215.14']),
    });
    const error = await new Promise((done) => {
      connect({ hostname: 'ejemplo.org', protocol: 'http:', port: '6379' }, (...[failure]) => done(failure));
    });
    expect(error).toBeInstanceOf(RefusedAddressError);
  });
});
