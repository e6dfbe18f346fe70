import { Accounts, type Role } from '@chasqui/accounts';
import { Call, Calls } from '@chasqui/calls';
import { CommissionProposals } from '@chasqui/commissions';
import { CuratedRecords } from '@chasqui/curation';
import { Donor, donorRecord } from '@chasqui/donors';
import { GadProfiles, Offer } from '@chasqui/gads';
import { MatchDismissals, MatchReviews } from '@chasqui/matching';
import { Network, NetworkMemberships } from '@chasqui/networks';
import { PlanImports } from '@chasqui/pdot';
import { Sources } from '@chasqui/sources';
import { type INestApplication, RequestMethod, type Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS, type AccessRule } from '../../apps/api/src/http/access.js';
import { callInput } from '../support/builders.js';
import type { TestApp } from '../support/http.js';
import { addCalendar, fillAlerts, fillLinks } from './access.alerts.js';
import {
  COUNCIL_MEMBER,
  CURATOR,
  type Forms,
  GAD,
  LIAISON,
  LINK_HOLDER,
  OTHER_OFFICER,
  OWN_OFFICER,
  type Places,
  WORDS,
} from './access.people.js';
import { provenance } from './commissions.scene.js';
import { FindingScene, RIVERS } from './findings.scene.js';

export interface Route {
  readonly method: string;
  readonly path: string;
}
export interface RuledRoute extends Route {
  readonly rule: AccessRule | undefined;
}

/** The routes of the controllers with their rules, read as the guard reads them. */
export function ruledRoutes(app: INestApplication, without: Type): RuledRoute[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .filter(({ metatype }) => metatype && metatype !== without)
    .flatMap(({ metatype }) => {
      const controller = metatype as new () => object;
      const prototype = controller.prototype as Record<string, () => void>;
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name]!;
        const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
        if (method === undefined) return [];
        const parts = [controller, handler].map((at) => String(Reflect.getMetadata('path', at)));
        const path = `/${parts
          .flatMap((part) => part.split('/'))
          .filter(Boolean)
          .join('/')}`;
        const rule = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as
          AccessRule | undefined;
        return [{ method: RequestMethod[method], path, rule }];
      });
    });
}

/** One of each thing that an address can name. The GAD's own ones belong to `GAD`. */
export async function fillPlaces(test: TestApp): Promise<{ places: Places; forms: Forms }> {
  const { manager } = test.database;
  const { id: accountId } = (await test.app.get(Accounts).findByEmail(OWN_OFFICER))!;
  const actor = { gadCode: GAD, accountId };
  const [found] = await test.database.query<[Record<string, string>]>(
    `SELECT (SELECT c.slug FROM match m JOIN call c ON c.id = m.call_id
              WHERE m.gad_code = $1 AND c.closes_at IS NOT NULL
              ORDER BY m.score DESC LIMIT 1) AS slug,
            (SELECT m.call_id FROM match m WHERE m.gad_code = $1 ORDER BY m.score LIMIT 1) AS "leastCall",
            (SELECT id FROM call WHERE state = 'published' ORDER BY slug LIMIT 1) AS call,
            (SELECT slug FROM fund ORDER BY slug LIMIT 1) AS fund,
            (SELECT id FROM donor WHERE slug <> 'giz' ORDER BY slug LIMIT 1) AS "otherDonor",
            (SELECT slug FROM mixed_commission ORDER BY slug LIMIT 1) AS commission,
            (SELECT id FROM commission_round ORDER BY slug LIMIT 1) AS round,
            (SELECT slug FROM commission_round ORDER BY slug LIMIT 1) AS "roundSlug",
            (SELECT slug FROM offer WHERE published ORDER BY slug LIMIT 1) AS offer,
            (SELECT r.id FROM priority r JOIN development_plan p ON p.id = r.plan_id
              WHERE p.current AND p.gad_code = $1 ORDER BY r.id LIMIT 1) AS priority`,
    [GAD],
  );
  await fillOpinions(test, found);
  const donor = await manager.findOneByOrFail(Donor, { slug: 'giz' });
  await manager.update(Donor, donor.id, {
    contacts: [
      { kind: 'email', value: WORDS.contact, label: null, personal: true, state: 'verified', year: 2026 },
    ],
  });
  await test.app.get(CuratedRecords).verify(donorRecord, donor.id, donor.revision, null);
  const closes = `${new Date().getUTCFullYear() + 1}-06-30T17:00`;
  const draft = await test.app
    .get(Calls)
    .create(callInput(donor.id, { title: WORDS.draft, notes: WORDS.note, deadlineLocal: closes }), null);
  const proposal = await test.app
    .get(CommissionProposals)
    .create(actor, found['round']!, { direction: 'demand', title: WORDS.proposal });
  const network = await manager.findOneByOrFail(Network, { slug: 'mercociudades' });
  const networks = test.app.get(NetworkMemberships);
  const membership = await networks.add(actor, network.id, { role: 'member', fromYear: '2020' });
  const evaluation = await networks.evaluate(actor, network.id, {
    mission: 'Une a ciudades.',
    fitsObjectives: 'yes',
    fitsObjectivesWhy: WORDS.evaluation,
    servesActions: 'partial',
    servesActionsWhy: 'Plan de cambio climático.',
    betterNetwork: 'ninguna',
    hasMoney: 'si',
    hasPoliticalBacking: 'si',
    hasPeople: 'si',
    decidedBy: 'Prefectura',
  });
  const offer = await manager.save(Offer, {
    ...provenance,
    slug: 'practica-sin-publicar',
    gadCode: GAD,
    titleEs: WORDS.offer,
    summaryEs: 'Separación en la fuente.',
    themes: [],
    published: false,
  });
  const profiles = test.app.get(GadProfiles);
  for (const [revision, unitEs] of ['Unidad de Cooperación', 'Dirección de Cooperación'].entries()) {
    await profiles.save(GAD, revision, { unitEs }, accountId);
  }
  const findings = await FindingScene.open(test);
  const finding = await findings.brings({ ...RIVERS, title: WORDS.finding });
  const calendar = await addCalendar(test, accountId, 'Plazos');
  const places = {
    gad: GAD,
    index: '0',
    token: 'no-importa-cual-es-este-enlace',
    ...(await fillLinks(test)),
    '/avisos/listas/:list': 'reminders',
    '/avisos/listas/:list/:action': 'parar',
    '/avisos/seguimiento/:call': found['call']!,
    slug: found['slug']!,
    draftSlug: draft.slug,
    draftOffer: offer.slug,
    id: draft.id,
    path: 'cooperantes',
    record: donor.id,
    commission: found['commission']!,
    network: network.slug,
    round: found['round']!,
    proposal: proposal.id,
    membership: membership.id,
    evaluation: evaluation.id,
    priority: found['priority']!,
    offer: found['offer']!,
    ...(await fillSource(test)),
    '/curaduria/novedades/:id': finding,
    '/curaduria/correos/:key': 'resumen',
    '/calendario/:token': /calendario\/(.+)\.ics$/.exec(calendar.address)![1]!,
    '/gads/:gad/ofertas/:offer': offer.id,
    '/cooperantes/:slug': donor.slug,
    '/fondos/:slug': found['fund']!,
    '/api/v1/donors/:slug': donor.slug,
    '/api/v1/funds/:slug': found['fund']!,
    '/api/v1/commissions/:slug': found['commission']!,
    '/api/v1/rounds/:slug': found['roundSlug']!,
    '/api/v1/networks/:slug': network.slug,
    '/api/v1/offers/:slug': found['offer']!,
    '/common-grants/opportunities/:id': found['call']!,
  };
  const trace = async (entity: string, id: string) => {
    const [entry] = await test.database.query<[{ id: string }]>(
      'SELECT id FROM audit_entry WHERE entity = $1 AND entity_id = $2 ORDER BY id DESC LIMIT 1',
      [entity, id],
    );
    return entry.id;
  };
  // A revision that no record has: what changes a record is reached and refused.
  const old = { revision: '999' };
  const forms = {
    '/avisos/busquedas/:id': { active: 'si', nombre: 'Riego' },
    '/curaduria/novedades/:id/unir': { ...old, con: found['call']! },
    '/curaduria/:path/:record/unir': { ...old, con: found['otherDonor']! },
    '/curaduria/:path/:record/deshacer': { ...old, entrada: await trace('donor', donor.id) },
    '/curaduria/convocatorias/:id/unir': { ...old, con: found['call']! },
    '/curaduria/convocatorias/:id/deshacer': { ...old, entrada: await trace('call', draft.id) },
    '/gads/:gad/puestos/:post/entregar': { a: accountId },
    '/gads/:gad/puestos/personas/:member/entregar': { a: accountId },
    '/gads/:gad/perfil/deshacer': { ...old, entrada: await trace('gad_profile', GAD) },
  };
  return { places, forms };
}

/** A source that asks nobody anything, whatever is done to it, with a reading that is over. */
async function fillSource({ app, database }: TestApp): Promise<Places> {
  const input = {
    name: 'Hoja de la prefectura',
    homeUrl: 'https://example.org',
    everyMinutes: 1440,
    adapter: 'spreadsheet' as const,
    config: {},
  };
  const source = await app.get(Sources).create(input, null);
  const [run] = await database.query<[{ id: string }]>(
    `INSERT INTO source_run (source_id, definition_version, state, started_at, heartbeat_at, finished_at)
     VALUES ($1, 1, 'done', now(), now(), now()) RETURNING id`,
    [source.id],
  );
  return { '/curaduria/fuentes/:slug': source.slug, run: run.id };
}

/** What somebody of the GAD who takes no walk thinks of one call, and why another one was left aside. */
async function fillOpinions({ app, database }: TestApp, calls: Record<string, string>): Promise<void> {
  const { id: accountId } = await app.get(Accounts).register(
    database.manager,
    {
      email: LINK_HOLDER,
      name: 'Vera Vocal',
      password: null,
      memberships: [{ role: 'council_member', gadCode: GAD }],
    },
    null,
  );
  const actor = { gadCode: GAD, accountId };
  const { id: callId } = await database.manager.findOneByOrFail(Call, { slug: calls['slug']! });
  await app.get(MatchReviews).save(actor, callId, { verdict: 'fits', reason: WORDS.review });
  await app.get(MatchDismissals).dismiss(actor, calls['leastCall']!, { reason: WORDS.dismissal });
}

/** What a walk uses up: an upload of the GAD's plan and a search of its officer. */
export async function fillWhatIsUsedUp(test: TestApp): Promise<Places> {
  const { id: accountId } = (await test.app.get(Accounts).findByEmail(OWN_OFFICER))!;
  const imports = test.app.get(PlanImports);
  const sheets = [{ name: 'Plan', rows: [['Meta'], [WORDS.upload]] }];
  const id = await imports.start(GAD, 'plan.xlsx', sheets, accountId);
  await imports.map(GAD, id, { sheet: 0, headingRow: 0, columns: { text: 0 } });
  const own = await fillAlerts(test, accountId);
  const ended = await addCalendar(test, accountId, WORDS.calendar);
  const renewed = await addCalendar(test, accountId, WORDS.calendar);
  return {
    import: id,
    ...own,
    '/avisos/calendarios/revocar/:id': ended.id,
    '/avisos/calendarios/renovar/:id': renewed.id,
  };
}

/** The outcomes of a route that its rule allows for a person: status, with the place for redirects. */
export function expectation({ method, path, rule }: RuledRoute, email: string | null): RegExp {
  // The demo's mailbox does not exist in production, nor the place for reports without its secret.
  if (path.startsWith('/buzon') || path === '/api/v1/correo/rebotes') return /^404$/;
  // Forms are sent empty, so that they may be refused; whatever has an address is shown.
  const opened =
    method === 'GET' ? /^(200|303 \/(?!ingresar).*)$/ : /^(200|201|204|400|409|422|303 \/(?!ingresar).*)$/;
  if (rule?.kind === 'public') return opened;
  if (email === null) return path.startsWith('/api/') ? /^401$/ : /^303 \/ingresar/;
  const role = ROLE_OF[email]!;
  const isOthers = isOwn(method, path) && email !== OWN_OFFICER;
  if (rule?.kind === 'signed_in') return isOthers ? /^404$/ : opened;
  if (rule?.kind === 'roles') {
    if (rule.roles.includes(role)) return isOthers ? /^404$/ : opened;
    return /^403$/;
  }
  if (email === OTHER_OFFICER) return /^404$/;
  if (email === CURATOR) return rule?.curators ? opened : /^404$/;
  return rule?.roles.includes(role) ? opened : /^403$/;
}

/** Searches, calendars and follows are their owner's: for everybody else they do not exist. */
function isOwn(method: string, path: string): boolean {
  if (/^\/avisos\/(alertas|busquedas|calendarios)\/.*:id/.test(path)) return true;
  return method === 'POST' && path === '/avisos/seguimiento/:call';
}

const ROLE_OF: Readonly<Record<string, Role>> = {
  [OWN_OFFICER]: 'officer',
  [OTHER_OFFICER]: 'officer',
  [COUNCIL_MEMBER]: 'council_member',
  [LIAISON]: 'liaison',
  [CURATOR]: 'curator',
};
