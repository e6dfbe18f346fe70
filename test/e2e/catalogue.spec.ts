import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Donor, Fund } from '@chasqui/donors';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';

let server: TestApp;
let visitor: Visitor;

beforeAll(async () => {
  server = await startTestApp();
  visitor = server.visitor();
});

afterAll(() => server.close());

/** Every page of a list, following "Siguiente página". */
async function walk(path: string): Promise<string[]> {
  const found: string[] = [];
  for (let next: string | undefined = path; next;) {
    const { page, status } = await visitor.get(next);
    expect(status).toBe(200);
    found.push(
      ...page('.cards h2 a')
        .toArray()
        .map((link) => page(link).attr('href')!),
    );
    next = page('a[rel=next]').attr('href');
  }
  return found;
}

describe('The catalogue', () => {
  it('leads to everything it holds, with how much there is of each', async () => {
    const { page, status } = await visitor.get('/catalogo');

    expect(status).toBe(200);
    const [donors] = await server.database.query<[{ count: string }]>(
      'SELECT count(*) FROM donor WHERE merged_into_id IS NULL',
    );
    expect(page('a[href="/cooperantes"] strong').text()).toBe(donors.count);
    expect(page('a[href="/gads"] strong').text()).toBe('1.070');
    const kinds = page('table.bars caption')
      .toArray()
      .map((caption) => page(caption).text());
    expect(kinds).toEqual([
      'Convocatorias abiertas por tema',
      'Cooperantes por tipo',
      'Cooperantes por país, los que más tienen',
    ]);
  });

  it.each([
    ['/cooperantes', 'donor'],
    ['/fondos', 'fund'],
  ])('shows every record of %s once, page by page', async (path, table) => {
    const slugs = await server.database.query<{ slug: string }[]>(
      `SELECT slug FROM ${table} WHERE merged_into_id IS NULL`,
    );

    const shown = await walk(path);

    expect(shown.toSorted()).toEqual(slugs.map(({ slug }) => `${path}/${slug}`).toSorted());
  });

  it('narrows the directory by type, country, topic and role, and says so when nothing is left', async () => {
    const shown = await walk('/cooperantes?tipo=local_government&pais=ES');
    const spanish = await server.database.manager.countBy(Donor, { kind: 'local_government', country: 'ES' });
    expect(shown).toHaveLength(spanish);
    expect(spanish).toBeGreaterThan(3);

    const none = await visitor.get('/cooperantes?tipo=embassy&pais=ES&tema=riego&papel=through_network');
    expect(none.page('.notice').text()).toContain('Quite alguna condición');
    expect((await visitor.get('/cooperantes?tipo=cualquiera&desde=%F0garbage')).status).toBe(200);
  });

  it('tells of a donor what it does, how to reach it, where that was read and that nobody has checked it', async () => {
    const { page } = await visitor.get('/cooperantes/giz');
    const text = page('main').text();

    expect(page('h1').text()).toContain('GIZ');
    expect(text).toContain('Sin verificar');
    expect(text).toContain('Documento base 000');
    expect(text).toContain('Convenios marco con el Ecuador');
  });

  it('never shows what names a person, and flags what the source got wrong', async () => {
    const named = await server.database.query<{ slug: string; value: string }[]>(
      `SELECT slug, c->>'value' AS value FROM donor, jsonb_array_elements(contacts) AS c
        WHERE (c->>'personal')::boolean`,
    );
    expect(named.length).toBeGreaterThan(1);
    for (const { slug, value } of named) {
      expect((await visitor.get(`/cooperantes/${slug}`)).text).not.toContain(value);
    }
    const basque = await visitor.get('/cooperantes/gobierno-vasco');
    expect(basque.page('main').text()).toContain('equivocado en la fuente');
    expect(basque.page('main').text()).toContain('Atención:');
  });

  it('leads from a merged record to the one that stayed, until the merge is undone', async () => {
    const { manager } = server.database;
    const [kept, duplicate] = await Promise.all([
      manager.findOneByOrFail(Donor, { slug: 'oei' }),
      manager.findOneByOrFail(Donor, { slug: 'oea' }),
    ]);
    const fund = await manager.findOneByOrFail(Fund, { kind: 'award' });
    const other = await manager.findOneByOrFail(Fund, { kind: 'volunteer_programme' });
    await manager.update(Donor, duplicate.id, { mergedIntoId: kept.id });
    await manager.update(Fund, fund.id, { mergedIntoId: other.id });

    const donor = await visitor.get('/cooperantes/oea');
    const award = await visitor.get(`/fondos/${fund.slug}`);

    expect([donor.status, donor.location]).toEqual([302, '/cooperantes/oei']);
    expect([award.status, award.location]).toEqual([302, `/fondos/${other.slug}`]);
  });

  it('shows of a fund its donor and its editions', async () => {
    const { page } = await visitor.get('/fondos/premio-guangzhou');

    expect(page('main a[href^="/cooperantes/"]')).toHaveLength(1);
    expect(page('h2').text()).toContain('Ediciones');
  });

  it.each(['/cooperantes/no-existe', '/fondos/no-existe'])(
    'says plainly that %s is not there',
    async (path) => {
      const { status, page } = await visitor.get(path);

      expect(status).toBe(404);
      expect(page('main').text()).toContain('no existe');
    },
  );
});
