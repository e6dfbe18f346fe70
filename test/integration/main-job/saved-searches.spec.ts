import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts } from '@chasqui/accounts';
import { SavedSearches, Subscription, Subscriptions } from '@chasqui/subscriptions';
import { NOW, Scene } from './scene.js';

/** "¿Recibir avisos?": yes, at once. */
const YES = { notify: true, frequency: 'immediate' } as const;

let scene: Scene;
let searches: SavedSearches;
/** A curator: matching never tells her anything, she belongs to no GAD. */
let carmen: string;
let olga: string;

beforeAll(async () => {
  scene = await Scene.open('postgres');
  searches = scene.app.get(SavedSearches);
  const accounts = scene.app.get(Accounts);
  carmen = (await accounts.findByEmail('carmen.curadora@chasqui.example'))!.id;
  olga = (await accounts.findByEmail('olga.oficial@esmeraldas.example'))!.id;
});

afterEach(async () => {
  for (const account of [carmen, olga]) {
    for (const { id } of await searches.of(account)) await searches.remove(account, id);
  }
  scene.clock.moveTo(NOW);
  scene.sink.clear();
});

afterAll(() => scene.close());

const mailsTo = (address: string) => scene.sink.to(address);

describe('A saved search', () => {
  it('tells of a new call that it finds, by mail, saying which search and how to stop it', async () => {
    await searches.save(carmen, 'q=artesanias+textiles', 'Textiles', YES);
    scene.pass(1000);

    const call = await scene.publishAndSettle({
      title: 'Artesanías textiles del altiplano',
      summary: 'Apoya talleres de artesanías textiles en comunidades rurales andinas.',
    });

    expect(await scene.told(call)).toContain('sent carmen.curadora@chasqui.example');
    const [mail, ...others] = mailsTo('carmen.curadora@chasqui.example');
    expect(others).toEqual([]);
    expect(mail!.text).toContain('Su búsqueda guardada «Textiles» encontró');
    expect(mail!.text).toContain('/buscar?q=artesanias+textiles');
    expect(mail!.text).toMatch(/\/preferencias\/\S+/);
  });

  it('stays silent about calls it does not find, about older ones and after it was switched off', async () => {
    const before = await scene.publishAndSettle({ title: 'Cerámica ancestral de barro negro' });
    scene.pass(1000);
    const kept = await searches.save(carmen, 'q=ceramica+ancestral', 'Cerámica', YES);
    scene.pass(1000);
    const unrelated = await scene.publishAndSettle({ title: 'Puertos pesqueros artesanales' });
    await searches.change(carmen, kept.id, { notify: false });
    const off = await scene.publishAndSettle({ title: 'Cerámica ancestral, segunda edición' });

    for (const call of [before, unrelated, off]) {
      expect((await scene.told(call)).join()).not.toContain('carmen');
    }
  });

  it('sends one mail to whom it concerns several times: her GAD gives the reasons, every alert is named', async () => {
    await searches.save(olga, 'q=turismo', 'Turismo', YES);
    scene.pass(1000);
    await searches.save(olga, 'q=fomento+productivo', 'Fomento', YES);
    scene.pass(1000);

    const call = await scene.publishAndSettle();

    expect(await scene.told(call)).toContain('sent olga.oficial@esmeraldas.example');
    const mails = mailsTo('olga.oficial@esmeraldas.example');
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text).toContain('POR QUÉ COINCIDE');
    expect(mails[0]!.text).toMatch(
      /La trajeron: lo que coincide con el GAD .*; su búsqueda «Turismo»; su búsqueda «Fomento»\./,
    );
  });

  it('tells by the search whoever wants no notices for the GAD', async () => {
    const { manager } = scene.database;
    const gad = await manager.findOneByOrFail(Subscription, { accountId: olga, gadCode: '08' });
    const choice = { minScore: gad.minScore, includeCredit: gad.includeCredit };
    const subscriptions = scene.app.get(Subscriptions);
    await subscriptions.choose(olga, '08', { ...choice, active: false });
    await searches.save(olga, 'q=turismo', 'Turismo', YES);
    scene.pass(1000);

    await scene.publishAndSettle();
    await subscriptions.choose(olga, '08', { ...choice, active: true });

    const mails = mailsTo('olga.oficial@esmeraldas.example');
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text).toContain('«Turismo»');
  });

  it('is kept once, whatever order its words of the address come in, also when saved twice at once', async () => {
    await Promise.all([
      searches.save(carmen, 'tema=riego&q=agua', 'Agua', YES),
      searches.save(carmen, 'q=agua&tema=riego', 'Riego', YES),
    ]);

    expect(await searches.of(carmen)).toHaveLength(1);
  });

  it('needs something to look for and a name', async () => {
    await expect(searches.save(carmen, '', 'Todo', YES)).rejects.toMatchObject({ code: 'search.empty' });
    await expect(searches.save(carmen, 'q=agua', '  ', YES)).rejects.toMatchObject({
      code: 'search.bad_label',
    });
  });

  it('belongs to one person: nobody else can switch or delete it', async () => {
    const { id } = await searches.save(carmen, 'q=agua', 'Agua', YES);

    await expect(searches.change(olga, id, { notify: false })).rejects.toMatchObject({ kind: 'not_found' });
    await expect(searches.remove(olga, id)).rejects.toMatchObject({ kind: 'not_found' });
    expect(await searches.of(carmen)).toHaveLength(1);
  });
});
