import type { Person } from '@chasqui/accounts';
import { vocabularyNames, type VocabularyNames } from '@chasqui/curation';
import { notFound } from '@chasqui/kernel';
import {
  membersOf,
  type Network,
  networkAt,
  type NetworkMembership,
  networksPage,
  type Page,
  yearsText,
} from '@chasqui/networks';
import { networkJsonLd } from '@chasqui/open-data';
import {
  ASSOCIATIONS,
  GAD_LEVELS,
  NETWORK_ROLE_LABELS,
  NETWORK_SCOPE_LABELS,
  NETWORK_SCOPES,
} from '@chasqui/vocabularies';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public } from '../http/access.js';
import { type Choice, SelectField } from '../views/fields.js';
import { LEVEL_LABELS } from '../views/labels.js';
import { JsonLd } from '../views/json-ld.js';
import { absoluteUrl, renderPage } from '../views/layout.js';
import { NextPage, Paragraphs, withQuery } from '../views/parts.js';
import { Checked, Fact, Provenance, SiteLink } from '../views/provenance.js';
import { ACTIVITY_LABELS, feeText, joiningText, networkTitle } from './network-parts.js';

const HTML = 'text/html; charset=utf-8';
const ACTIVITIES = ['active', 'dormant', 'unknown'] as const;

const listQuery = z.object({
  tema: z.string().max(80).optional().catch(undefined),
  ambito: z.enum(NETWORK_SCOPES).optional().catch(undefined),
  nivel: z.enum(GAD_LEVELS).optional().catch(undefined),
  via: z.enum(ASSOCIATIONS).optional().catch(undefined),
  actividad: z.enum(ACTIVITIES).optional().catch(undefined),
  desde: z.string().max(800).optional().catch(undefined),
});
type ListQuery = z.output<typeof listQuery>;
const detailQuery = z.object({ desde: z.string().max(800).optional().catch(undefined) });

/** Networks of local governments: a second way to funds, peers and calls. */
@Controller('redes')
@Public()
export class NetworkPages {
  constructor(private readonly database: DataSource) {}

  /** Networks by name. Filters `tema`, `ambito`, `nivel`, `via`, `actividad`; `desde` is the key of the page. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person | null,
    @Query({ schema: listQuery }) query: ListQuery,
  ): Promise<string> {
    const [page, names] = await Promise.all([
      networksPage(this.database, {
        theme: query.tema || undefined,
        scope: query.ambito,
        level: query.nivel,
        via: query.via,
        activity: query.actividad,
        after: query.desde,
      }),
      vocabularyNames(this.database.manager),
    ]);
    const { desde: _, ...chosen } = query;
    const next = page.next && withQuery('/redes', { ...chosen, desde: page.next });
    return renderPage(
      {
        title: 'Redes de gobiernos locales',
        person,
        section: 'catalogue',
        description: 'Redes a las que puede entrar un GAD: cómo, con qué cuota y quién ya es miembro.',
      },
      <>
        <h1>Redes de gobiernos locales</h1>
        <p>
          Ser miembro de una red abre intercambios, formación y convocatorias propias. Antes de entrar
          conviene ver quién está, qué ofrece y qué cuesta.
        </p>
        <NetworkFilters query={query} names={names} />
        <p class="count">{page.total === 1 ? '1 red' : `${page.total} redes`}</p>
        {query.nivel && (
          <p class="quiet">Incluye las que no dicen quién puede entrar: confírmelo con la red.</p>
        )}
        {page.total === 0 && <p class="notice">Ninguna cumple todo eso. Quite alguna condición.</p>}
        <ul class="cards">
          {page.items.map((network) => (
            <NetworkCard network={network} names={names} />
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  /** One network with its Ecuadorian members. One that was merged leads to the one that stays. */
  @Get(':network')
  async detail(
    @CurrentPerson() person: Person | null,
    @Param('network') slug: string,
    @Query({ schema: detailQuery }) query: z.output<typeof detailQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const found = await networkAt(this.database, slug);
    if (!found) throw notFound('Esa red no existe.');
    if ('movedTo' in found) {
      void reply.status(302).header('location', `/redes/${found.movedTo}`);
      return undefined;
    }
    const { network } = found;
    const [members, names] = await Promise.all([
      membersOf(this.database, network.id, query.desde),
      vocabularyNames(this.database.manager),
    ]);
    const gad = person?.memberships.find(({ role }) => role === 'officer')?.gadCode;
    void reply.type(HTML);
    return renderPage(
      { title: network.nameEs, person, section: 'catalogue', description: network.noteEs.slice(0, 160) },
      <article>
        <p class="kicker">
          <a href="/redes">Redes</a> · {NETWORK_SCOPE_LABELS[network.scope]}
        </p>
        <h1>{networkTitle(network)}</h1>
        {network.activity === 'dormant' && (
          <p class="notice">
            No se le conoce actividad. Confirme que sigue funcionando antes de pensar en entrar.
          </p>
        )}
        <Paragraphs text={network.noteEs} />
        <NetworkFacts network={network} names={names} />
        {gad && (
          <p>
            <a class="button" href={`/gads/${gad}/redes/evaluaciones/nueva?red=${network.slug}`}>
              Evaluar si le conviene a mi GAD
            </a>
          </p>
        )}
        <Members members={members} slug={slug} />
        <Contacts network={network} />
        <Provenance record={network} />
        <JsonLd data={networkJsonLd(network, absoluteUrl(`/redes/${network.slug}`))} />
      </article>,
    );
  }
}

function NetworkFilters({ query, names }: { query: ListQuery; names: VocabularyNames }): JSX.Element {
  const field = (name: Exclude<keyof ListQuery, 'desde'>, label: string, choices: Iterable<Choice>) => (
    <SelectField
      name={name}
      label={label}
      errors={[]}
      value={query[name] ?? ''}
      choices={[['', 'Cualquiera'], ...choices]}
    />
  );
  return (
    <form class="search" method="get" action="/redes">
      {field('tema', 'Tema', names.themes)}
      {field('ambito', 'Ámbito', Object.entries(NETWORK_SCOPE_LABELS))}
      {field('nivel', 'Quién puede entrar', Object.entries(LEVEL_LABELS))}
      {field(
        'via',
        'Se llega a través de',
        ASSOCIATIONS.map((name): Choice => [name, name]),
      )}
      {field('actividad', 'Actividad', Object.entries(ACTIVITY_LABELS))}
      <button type="submit">Filtrar</button>
    </form>
  );
}

function NetworkCard({ network, names }: { network: Network; names: VocabularyNames }): JSX.Element {
  const themes = network.themes.slice(0, 4).map((code) => names.themes.get(code) ?? code);
  return (
    <li class="card">
      <p class="kicker">
        {NETWORK_SCOPE_LABELS[network.scope]}
        {network.activity === 'dormant' && ' · Sin actividad conocida'}
      </p>
      <h2>
        <a href={`/redes/${network.slug}`}>{networkTitle(network)}</a>
      </h2>
      <p>Cómo se entra: {joiningText(network)}.</p>
      {themes.length > 0 && <p class="quiet">{themes.join(', ')}</p>}
      <p>
        <Checked record={network} />
        {network.doubtEs && <span class="badge doubt">con dudas</span>}
      </p>
    </li>
  );
}

function NetworkFacts({ network, names }: { network: Network; names: VocabularyNames }): JSX.Element {
  const levels = network.gadLevels.map((level) => LEVEL_LABELS[level]).join(', ');
  return (
    <>
      <dl class="facts">
        <Fact label="Quién puede entrar" value={levels} />
        <Fact label="Condición" value={network.joiningConditionEs} unknown={null} />
        <Fact label="Cómo se entra" value={joiningText(network)} />
        <Fact label="Cuota" value={feeText(network)} />
        <Fact
          label="Se llega también a través de"
          value={network.accessVia.join(', ')}
          unknown="no consta ninguna asociación"
        />
        <Fact label="Actividad" value={ACTIVITY_LABELS[network.activity]} />
        <Fact label="Temas" value={network.themes.map((code) => names.themes.get(code) ?? code).join(', ')} />
        <Fact
          label="ODS"
          value={network.sdgs.map((goal) => names.sdgs.get(String(goal)) ?? String(goal)).join(', ')}
          unknown={null}
        />
        <Fact label="Fundación" value={network.foundedYear?.toString()} unknown={null} />
        <Fact label="También conocida como" value={network.aliases.join('; ')} unknown={null} />
      </dl>
      {network.benefitsEs.length > 0 && (
        <section aria-labelledby="ventajas">
          <h2 id="ventajas">Qué recibe un miembro</h2>
          <ul>
            {network.benefitsEs.map((benefit) => (
              <li>{benefit}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Members({ members, slug }: { members: Page<NetworkMembership>; slug: string }): JSX.Element {
  return (
    <section aria-labelledby="miembros">
      <h2 id="miembros">Miembros del Ecuador</h2>
      {members.items.length === 0 && <p>No consta ninguno.</p>}
      <ul>
        {members.items.map((membership) => (
          <li>
            <strong>{membership.gad!.name}</strong>: {NETWORK_ROLE_LABELS[membership.role].toLowerCase()},{' '}
            {yearsText(membership)}
            <span class="quiet"> ({membership.sourceEs ?? 'lo dice el propio GAD'})</span>
          </li>
        ))}
      </ul>
      <NextPage url={members.next && withQuery(`/redes/${slug}`, { desde: members.next })} />
    </section>
  );
}

/** How to reach the network. What names a person is never shown. */
function Contacts({ network }: { network: Network }): JSX.Element | null {
  const shown = network.contacts.filter(({ personal, kind, state }) =>
    [!personal, kind !== 'person', state !== 'wrong'].every(Boolean),
  );
  if (shown.length === 0 && !network.website) return null;
  return (
    <section aria-labelledby="contactos">
      <h2 id="contactos">Contacto</h2>
      <ul>
        {network.website && (
          <li>
            <SiteLink url={network.website} />
          </li>
        )}
        {shown.map(({ kind, value, label, state, year }) => (
          <li>
            {label && `${label}: `}
            {(kind === 'url' && <SiteLink url={value} />) || value}
            {state === 'unverified' && (
              <span class="quiet"> sin verificar{year ? `, de una fuente de ${year}` : ''}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
