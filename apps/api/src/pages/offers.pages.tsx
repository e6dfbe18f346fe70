import type { Person } from '@chasqui/accounts';
import { vocabularyNames, type VocabularyNames } from '@chasqui/curation';
import { type Offer, offerAt, offersBy, requireGad } from '@chasqui/gads';
import { notFound } from '@chasqui/kernel';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { NextPage, Paragraphs, withQuery } from '../views/parts.js';
import { Checked, Fact, Provenance, SiteLink } from '../views/provenance.js';
import { isMember, mayEdit } from './gads-nav.js';

const HTML = 'text/html; charset=utf-8';
const empty = z.literal('').transform(() => undefined);
const listQuery = z.object({
  tema: z.string().max(80).or(empty).optional().catch(undefined),
  gad: z.string().max(6).or(empty).optional().catch(undefined),
  desde: z.string().max(40).optional().catch(undefined),
});

/** What the GADs of the country can teach or give, for anybody. */
@Controller('ofertas')
@Public()
export class OffersPages {
  constructor(private readonly database: DataSource) {}

  /** Published offers by title. Filters: `tema`, `gad`; `desde` is the key of the page. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person | null,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const { tema, gad, desde } = query;
    const [page, names, only] = await Promise.all([
      offersBy(this.database, { theme: tema, gadCode: gad, after: desde }),
      vocabularyNames(this.database.manager),
      gad ? requireGad(this.database.manager, gad) : null,
    ]);
    const next = page.next && withQuery('/ofertas', { tema, gad, desde: page.next });
    return renderPage(
      {
        title: 'Buenas prácticas de los GAD',
        person,
        section: 'catalogue',
        description: 'Lo que los GAD del Ecuador pueden enseñar o dar a otros gobiernos.',
      },
      <>
        <h1>Buenas prácticas de los GAD</h1>
        <p>
          Lo que un gobierno local del Ecuador puede enseñar o dar a otro: experiencia probada para la
          cooperación Sur-Sur, las redes y las comisiones mixtas.
        </p>
        <form class="search" method="get" action="/ofertas" role="search">
          <div class="field">
            <label for="tema">Tema</label>
            <select id="tema" name="tema">
              <option value="">Todos los temas</option>
              {[...names.themes].map(([code, name]) => (
                <option value={code} selected={code === tema}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <button type="submit">Buscar</button>
        </form>
        {only && (
          <p>
            Solo las de <a href={`/gads/${only.dpaCode}`}>{only.name}</a>.{' '}
            <a href={withQuery('/ofertas', { tema })}>Ver las de todos</a>
          </p>
        )}
        <p class="count">{page.total === 1 ? '1 oferta' : `${page.total} ofertas`}</p>
        {page.total === 0 && <p class="notice">No hay ninguna todavía con esas condiciones.</p>}
        <ul class="cards">
          {page.items.map((offer) => (
            <OfferCard offer={offer} names={names} />
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  /** One offer; a draft only for its GAD and curators. */
  @Get(':offer')
  async detail(
    @CurrentPerson() person: Person | null,
    @Param('offer') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const found = await offerAt(this.database, slug);
    const visible = found && (found.offer.published || isMember(person, found.offer.gadCode));
    if (!visible) throw notFound('Esa oferta no existe o ya no está publicada.');
    const { offer, mergedInto } = found;
    if (mergedInto) {
      void reply.status(302).header('location', `/ofertas/${mergedInto}`);
      return undefined;
    }
    const names = await vocabularyNames(this.database.manager);
    void reply.type(HTML);
    return renderPage(
      {
        title: offer.titleEs,
        person,
        section: 'catalogue',
        description: offer.summaryEs.slice(0, 160),
      },
      <article>
        <p class="kicker">
          Oferta de <a href={`/gads/${offer.gadCode}`}>{offer.gad?.name}</a>{' '}
          {!offer.published && <span class="badge demo">Sin publicar</span>}
        </p>
        <h1>{offer.titleEs}</h1>
        {mayEdit(person, offer.gadCode) && (
          <p>
            <a class="button quiet" href={`/gads/${offer.gadCode}/ofertas/${offer.id}`}>
              Corregir
            </a>
          </p>
        )}
        <Paragraphs text={offer.summaryEs} />
        {offer.resultEs && (
          <section aria-labelledby="resultado">
            <h2 id="resultado">Qué logró</h2>
            <Paragraphs text={offer.resultEs} />
          </section>
        )}
        <dl class="facts">
          <Fact label="Quién la da" value={offer.providerEs ?? offer.gad?.name} />
          <Fact label="Año" value={offer.year ? String(offer.year) : null} />
          <Fact label="Temas" value={namesOf(offer.themes, names.themes)} />
          <Fact label="ODS" value={namesOf(offer.sdgs.map(String), names.sdgs)} />
          {offer.website && (
            <div>
              <dt>Página web</dt>
              <dd>
                <SiteLink url={offer.website} />
              </dd>
            </div>
          )}
        </dl>
        <Provenance record={offer} />
      </article>,
    );
  }
}

function OfferCard({ offer, names }: { offer: Offer; names: VocabularyNames }): JSX.Element {
  return (
    <li class="card">
      <p class="kicker">
        {offer.gad?.name} <Checked record={offer} />
      </p>
      <h2>
        <a href={`/ofertas/${offer.slug}`}>{offer.titleEs}</a>
      </h2>
      <p>{short(offer.summaryEs)}</p>
      <p class="quiet">{namesOf(offer.themes, names.themes)}</p>
    </li>
  );
}

function namesOf(codes: readonly string[], names: ReadonlyMap<string, string>): string {
  return codes.map((code) => names.get(code) ?? code).join(', ');
}

const SHORT = 220;

function short(text: string): string {
  return text.length > SHORT ? `${text.slice(0, text.lastIndexOf(' ', SHORT))}…` : text;
}
