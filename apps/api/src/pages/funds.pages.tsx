import type { Person } from '@chasqui/accounts';
import { vocabularyNames, type VocabularyNames } from '@chasqui/curation';
import { type Fund, fundAt, fundsBy } from '@chasqui/donors';
import { formatAmount, formatShortDate, notFound } from '@chasqui/kernel';
import { FUND_KINDS } from '@chasqui/vocabularies';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public } from '../http/access.js';
import { SelectField } from '../views/fields.js';
import { FORM_LABELS, FUND_KIND_LABELS, LEVEL_LABELS, ROLE_LABELS } from '../views/labels.js';
import { renderPage } from '../views/layout.js';
import { NextPage, Paragraphs, withQuery } from '../views/parts.js';
import { Checked, Fact, Provenance, SiteLink } from '../views/provenance.js';

const HTML = 'text/html; charset=utf-8';

const empty = z.literal('').transform(() => undefined);
const listQuery = z.object({
  tipo: z.enum(FUND_KINDS).or(empty).optional().catch(undefined),
  tema: z.string().max(80).or(empty).optional().catch(undefined),
  desde: z.string().max(600).optional().catch(undefined),
});

interface Edition {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly edition: string | null;
  readonly closesAt: string | null;
}

/** Competitive funds, volunteer programmes, awards and training, for anybody. */
@Controller('fondos')
@Public()
export class FundsPages {
  constructor(private readonly database: DataSource) {}

  /** Funds by name. Filters: `tipo`, `tema`; `desde` is the key of the page. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person | null,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const [page, names] = await Promise.all([
      fundsBy(this.database, { kind: query.tipo, theme: query.tema, after: query.desde }),
      vocabularyNames(this.database.manager),
    ]);
    const next = page.next && withQuery('/fondos', { tipo: query.tipo, tema: query.tema, desde: page.next });
    return renderPage(
      {
        title: 'Fondos y programas',
        person,
        section: 'catalogue',
        description: 'Fondos concursables, voluntariado, premios y formación para los GAD del Ecuador.',
      },
      <>
        <h1>Fondos y programas</h1>
        <p>
          Lo que existe de forma estable: fondos concursables, programas de voluntariado, premios y formación.
          Cada edición que se abre es una convocatoria.
        </p>
        <form class="search" method="get" action="/fondos">
          <SelectField
            name="tipo"
            label="Tipo"
            errors={[]}
            value={query.tipo ?? ''}
            choices={[['', 'Todos'], ...Object.entries(FUND_KIND_LABELS)]}
          />
          <SelectField
            name="tema"
            label="Tema"
            errors={[]}
            value={query.tema ?? ''}
            choices={[['', 'Todos'], ...names.themes]}
          />
          <button type="submit">Filtrar</button>
        </form>
        <p class="count">{page.total === 1 ? '1 fondo o programa' : `${page.total} fondos y programas`}</p>
        {page.total === 0 && <p class="notice">Ninguno cumple todo eso. Quite alguna condición.</p>}
        <ul class="cards">
          {page.items.map((fund) => (
            <li class="card">
              <p class="kicker">
                {FUND_KIND_LABELS[fund.kind]} · {fund.donor?.nameEs}
              </p>
              <h2>
                <a href={`/fondos/${fund.slug}`}>{fund.nameEs}</a>
              </h2>
              <p>
                <Checked record={fund} />
                {fund.doubtEs && <span class="badge doubt">con dudas</span>}
              </p>
            </li>
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  @Get(':slug')
  async detail(
    @CurrentPerson() person: Person | null,
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const fund = await fundAt(this.database, slug);
    if (!fund) throw notFound('Ese fondo o programa no existe.');
    const [links] = await this.database.query<[{ mergedInto: string | null; editions: Edition[] }]>(
      `SELECT (SELECT slug FROM fund WHERE id = $2) AS "mergedInto",
              coalesce((SELECT jsonb_agg(e) FROM (
                SELECT slug, title, language, edition, closes_at AS "closesAt" FROM call
                 WHERE fund_id = $1 AND state = 'published'
                 ORDER BY closes_at DESC NULLS FIRST, id LIMIT 20) AS e), '[]') AS editions`,
      [fund.id, fund.mergedIntoId],
    );
    if (links.mergedInto) {
      void reply.status(302).header('location', `/fondos/${links.mergedInto}`);
      return undefined;
    }
    const names = await vocabularyNames(this.database.manager);
    void reply.type(HTML);
    return renderPage(
      { title: fund.nameEs, person, section: 'catalogue', description: fund.noteEs.slice(0, 160) },
      <FundDetail fund={fund} editions={links.editions} names={names} />,
    );
  }
}

function FundDetail({
  fund,
  editions,
  names,
}: {
  fund: Fund;
  editions: readonly Edition[];
  names: VocabularyNames;
}): JSX.Element {
  return (
    <article>
      <p class="kicker">
        <a href="/fondos">Fondos y programas</a> · {FUND_KIND_LABELS[fund.kind]}
      </p>
      <h1>{fund.nameEs}</h1>
      <p>De {fund.donor && <a href={`/cooperantes/${fund.donor.slug}`}>{fund.donor.nameEs}</a>}</p>
      <Paragraphs text={fund.noteEs} />
      <dl class="facts">
        <Fact label="Forma de apoyo" value={fund.financialForm && FORM_LABELS[fund.financialForm]} />
        <Fact
          label="Cuánto cubre"
          value={
            fund.financingShare &&
            { full: 'todo el proyecto', partial: 'una parte del proyecto' }[fund.financingShare]
          }
        />
        <Fact
          label="Monto de todo el fondo"
          value={fund.totalAmount && formatAmount(fund.totalAmount, fund.currency)}
        />
        <Fact
          label="Máximo por proyecto"
          value={fund.maxPerProject && formatAmount(fund.maxPerProject, fund.currency)}
        />
        <Fact label="Papel de un GAD" value={fund.gadRole && ROLE_LABELS[fund.gadRole]} />
        <Fact label="Niveles de GAD" value={fund.gadLevels.map((level) => LEVEL_LABELS[level]).join(', ')} />
        <Fact label="Quién puede postular, según la fuente" value={fund.applicantTypes.join('; ')} />
        <Fact label="Temas" value={fund.themes.map((code) => names.themes.get(code) ?? code).join(', ')} />
        <Fact label="ODS" value={fund.sdgs.map((goal) => names.sdgs.get(String(goal)) ?? goal).join(', ')} />
        <Fact label="Se repite cada" value={months(fund.periodicityMonths)} />
        <Fact label="Última edición conocida" value={fund.lastEditionYear?.toString()} />
        <Fact label="Perfil de las personas voluntarias" value={fund.volunteerProfileEs} unknown={null} />
        <Fact label="Duración" value={months(fund.durationMonths)} unknown={null} />
        <Fact label="Qué pone el GAD anfitrión" value={fund.hostContributionEs} unknown={null} />
      </dl>
      <p>
        {fund.website && (
          <>
            Página web: <SiteLink url={fund.website} />{' '}
          </>
        )}
        {fund.rulesUrl && <SiteLink url={fund.rulesUrl} text="Ver las bases" />}
      </p>
      <section>
        <h2>Ediciones</h2>
        {editions.length === 0 && <p class="quiet">Ninguna publicada.</p>}
        <ul>
          {editions.map((edition) => (
            <li>
              <a href={`/convocatorias/${edition.slug}`} lang={edition.language}>
                {edition.title}
              </a>
              {edition.edition && ` (${edition.edition})`}
              {edition.closesAt && `, cierre: ${formatShortDate(new Date(edition.closesAt))}`}
            </li>
          ))}
        </ul>
      </section>
      <Provenance record={fund} />
    </article>
  );
}

/** "18 meses", "2 años". */
function months(count: number | null): string | null {
  if (!count) return null;
  if (count % 12 === 0) return count === 12 ? '1 año' : `${count / 12} años`;
  return count === 1 ? '1 mes' : `${count} meses`;
}
