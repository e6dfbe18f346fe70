import type { Person } from '@chasqui/accounts';
import { Competence, competencesOfLevel } from '@chasqui/competences';
import { type Gad, GadProfiles, gadsBy, offersBy, requireGad } from '@chasqui/gads';
import { Clock } from '@chasqui/kernel';
import { matchesOfGad } from '@chasqui/matching';
import { membershipsOfGad } from '@chasqui/networks';
import { gadJsonLd } from '@chasqui/open-data';
import { Plans } from '@chasqui/pdot';
import { GAD_LEVELS } from '@chasqui/vocabularies';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public } from '../http/access.js';
import { LEVEL_LABELS } from '../views/labels.js';
import { JsonLd } from '../views/json-ld.js';
import { absoluteUrl, renderPage } from '../views/layout.js';
import { NextPage, withQuery } from '../views/parts.js';
import { GadDetail } from './gads-detail.js';
import { GadNav, isMember } from './gads-nav.js';

const HTML = 'text/html; charset=utf-8';
const empty = z.literal('').transform(() => undefined);
const listQuery = z.object({
  q: z.string().max(100).optional().catch(undefined),
  provincia: z
    .string()
    .regex(/^\d{2}$/)
    .or(empty)
    .optional()
    .catch(undefined),
  nivel: z.enum(GAD_LEVELS).or(empty).optional().catch(undefined),
  desde: z.string().max(6).optional().catch(undefined),
});
type ListQuery = z.output<typeof listQuery>;

/** The local governments of the country, for anybody. */
@Controller('gads')
@Public()
export class GadsPages {
  constructor(
    private readonly database: DataSource,
    private readonly profiles: GadProfiles,
    private readonly plans: Plans,
    private readonly clock: Clock,
  ) {}

  /** All GADs in the order of their codes. `q` words, `provincia`, `nivel`; `desde` is the key of the page. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person | null,
    @Query({ schema: listQuery }) query: ListQuery,
  ): Promise<string> {
    const { q, provincia, nivel, desde } = query;
    const [page, provinces] = await Promise.all([
      gadsBy(this.database, { words: q, province: provincia, level: nivel, after: desde }),
      gadsBy(this.database, { level: 'provincial' }),
    ]);
    const next = page.next && withQuery('/gads', { q, provincia, nivel, desde: page.next });
    return renderPage(
      {
        title: 'GAD del Ecuador',
        person,
        section: 'catalogue',
        description: 'Los gobiernos autónomos descentralizados del Ecuador, con sus competencias y ofertas.',
      },
      <>
        <h1>GAD del Ecuador</h1>
        <GadFilters query={query} provinces={provinces.items} />
        <p class="count">{page.total === 1 ? '1 GAD' : `${page.total.toLocaleString('es-EC')} GAD`}</p>
        {page.total === 0 && <p class="notice">Ninguno cumple todo eso. Quite alguna condición.</p>}
        <ul class="cards">
          {page.items.map((gad) => (
            <li class="card">
              <p class="kicker">
                {[LEVEL_LABELS[gad.level], gad.level === 'parish' && gad.canton, gad.province]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              <h2>
                <a href={`/gads/${gad.dpaCode}`}>{gad.name}</a>
              </h2>
              <p class="quiet">Código DPA {gad.dpaCode}</p>
            </li>
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  /** What anybody may know of a GAD; its people see besides how many open calls suit it. */
  @Get(':gad')
  @Header('content-type', HTML)
  async detail(@CurrentPerson() person: Person | null, @Param('gad') code: string): Promise<string> {
    const { manager } = this.database;
    const gad = await requireGad(manager, code);
    const [parent, profile, competences, offers, memberships, versions] = await Promise.all([
      gad.parentCode ? requireGad(manager, gad.parentCode).catch(() => null) : null,
      this.profiles.find(code),
      manager.find(Competence, { order: { code: 'ASC' } }),
      offersBy(this.database, { gadCode: code }),
      membershipsOfGad(this.database, code, undefined, 50),
      this.plans.versions(code),
    ]);
    const plan = versions.find(({ current }) => current) ?? null;
    const shares = plan ? await this.plans.shares(plan.id) : [];
    const member = isMember(person, code);
    const matches = member ? (await matchesOfGad(this.database, code, {}, this.clock.now())).total : null;
    return renderPage(
      {
        title: gad.name,
        person,
        section: 'gad',
        description: `${gad.name}: competencias, ofertas de cooperación y contactos institucionales.`,
      },
      <>
        <GadNav gad={gad} person={person} current="ficha" />
        <GadDetail
          gad={gad}
          parent={parent}
          profile={profile}
          competences={{ all: competences, own: competencesOfLevel(competences, gad.level) }}
          offers={offers}
          memberships={memberships.items}
          plan={plan}
          shares={shares}
          matches={matches}
          member={member}
        />
        <JsonLd data={gadJsonLd(gad, absoluteUrl(`/gads/${gad.dpaCode}`))} />
      </>,
    );
  }
}

function GadFilters({ query, provinces }: { query: ListQuery; provinces: readonly Gad[] }): JSX.Element {
  return (
    <form class="search" method="get" action="/gads" role="search">
      <div class="field">
        <label for="q">Nombre o código</label>
        <input id="q" name="q" type="search" value={query.q ?? ''} placeholder="Nabón, 0104…" />
      </div>
      <div class="field">
        <label for="provincia">Provincia</label>
        <select id="provincia" name="provincia">
          <option value="">Todas</option>
          {provinces
            .toSorted((a, b) => a.province.localeCompare(b.province, 'es'))
            .map(({ provinceCode, province }) => (
              <option value={provinceCode} selected={provinceCode === query.provincia}>
                {province}
              </option>
            ))}
        </select>
      </div>
      <div class="field">
        <label for="nivel">Nivel</label>
        <select id="nivel" name="nivel">
          <option value="">Todos</option>
          {GAD_LEVELS.map((level) => (
            <option value={level} selected={level === query.nivel}>
              {LEVEL_LABELS[level]}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">Buscar</button>
    </form>
  );
}
