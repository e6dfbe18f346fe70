import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, Accounts } from '@chasqui/accounts';
import { CuratorDigest, SendCuratorDigest } from '@chasqui/intake';
import { SmtpSink } from '../../support/smtp-sink.js';
import { IntakeScene, TOLD } from './scene.js';

let scene: IntakeScene;
let sink: SmtpSink;
let digest: SendCuratorDigest;

const CURATORS = ['curadora@example.org', 'jefa@example.org'];

beforeAll(async () => {
  sink = await SmtpSink.start();
  scene = await IntakeScene.open({ SMTP_URL: sink.url });
  digest = scene.app.get(SendCuratorDigest);
  await register(CURATORS[0]!, 'curator');
  await register(CURATORS[1]!, 'admin');
  await register('oficial@example.org', 'officer');
});
afterAll(async () => {
  await scene.close();
  await sink.goDown();
});
beforeEach(() => sink.clear());

function register(email: string, role: 'curator' | 'admin' | 'officer'): Promise<Account> {
  const memberships = [{ role, gadCode: role === 'officer' ? '0101' : null }];
  const input = { email, name: 'Inés Andrango', password: null, memberships };
  const accounts = new Accounts(scene.database, scene.clock);
  return accounts.register(scene.database.manager, input, null);
}

/** Moves to an hour of a day of April 2026 in Ecuador. */
function at(day: number, hour: number): void {
  scene.clock.moveTo(new Date(Date.UTC(2026, 3, day, hour + 5, 30)));
}

describe('the mail of the day', () => {
  it('is not sent when nothing needs anybody, nor before seven', async () => {
    at(1, 9);
    await digest.execute();
    const { item, told } = await scene.published();
    await scene.says(item, { ...told, cierre: '2026-04-20T17:00' });
    at(2, 6);
    await digest.execute();
    expect(sink.received).toEqual([]);
    expect(await scene.database.manager.count(CuratorDigest)).toBe(0);
  });

  it('goes once to every curator, whatever number of workers send it, and says what is urgent first', async () => {
    const item = await scene.item(await scene.source({ nameEs: 'Agencia averiada' }), 'correo');
    await scene.says(item, { ...TOLD, titulo: 'Una convocatoria más para el correo' });
    await scene.database.query(
      `UPDATE source SET health = 'broken', health_reason = 'La página cambió de diseño.' WHERE id = $1`,
      [item.sourceId],
    );
    at(3, 7);
    await Promise.all([digest.execute(), digest.execute()]);
    at(3, 15);
    await digest.execute();
    expect(sink.addresses()).toEqual(CURATORS);
    const [mail] = sink.to(CURATORS[0]!);
    expect(mail!.subject).toMatch(/^Urgente: Curaduría — 2 novedades, 1 fuente con problemas$/);
    for (const part of [mail!.text!, mail!.html!]) {
      expect(part).toContain('1 convocatoria nueva');
      expect(part).toContain('1 convocatoria con cambios');
      expect(part).toContain('Agencia averiada: averiada. La página cambió de diseño.');
      expect(part).toContain('/curaduria/novedades');
      expect(part).toContain('/curaduria/fuentes');
    }
    at(4, 8);
    await digest.execute();
    expect(sink.addresses()).toHaveLength(4);
  });

  it('is tried again with the same identity when the server did not take it, and others get theirs', async () => {
    at(5, 8);
    sink.refuse((address) => (address === CURATORS[0] ? { code: 451, text: 'later' } : undefined));
    await expect(digest.execute()).rejects.toThrow('later');
    expect(sink.addresses()).toEqual([CURATORS[1]]);
    sink.refuse();
    at(5, 9);
    await digest.execute();
    expect(sink.addresses()).toEqual(CURATORS);
    const [mail] = sink.to(CURATORS[0]!);
    expect(mail!.messageId).toMatch(/^<curaduria-[0-9a-f-]+-2026-04-05@chasqui\.example\.gob\.ec>$/);
  });
});
