import type { Person } from '@chasqui/accounts';
import { vocabularyNames, type VocabularyNames } from '@chasqui/curation';
import { type Donor, donorAt, donorCountries, type DonorFilter, donorsBy } from '@chasqui/donors';
import { Clock, notFound } from '@chasqui/kernel';
import { DONOR_KINDS, FINANCIAL_FORMS, GAD_ROLES } from '@chasqui/vocabularies';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public } from '../http/access.js';
import { SelectField } from '../views/fields.js';
import { DONOR_KIND_LABELS, FORM_LABELS, PRESENCE_LABELS, ROLE_LABELS } from '../views/labels.js';
import { renderPage } from '../views/layout.js';
import { NextPage, withQuery } from '../views/parts.js';
import { Checked, countryName } from '../views/provenance.js';
import { DonorDetail, donorLinks, titleOf } from './donor-detail.js';

const HTML = 'text/html; charset=utf-8';

const empty = z.literal('').transform(() => undefined);
const listQuery = z.object({
  tipo: z.enum(DONOR_KINDS).or(empty).optional().catch(undefined),
  pais: z.string().max(2).or(empty).optional().catch(undefined),
  tema: z.string().max(80).or(empty).optional().catch(undefined),
  forma: z.enum(FINANCIAL_FORMS).or(empty).optional().catch(undefined),
  papel: z.enum(GAD_ROLES).or(empty).optional().catch(undefined),
  desde: z.string().max(600).optional().catch(undefined),
});
type ListQuery = z.output<typeof listQuery>;

/** The directory of donors, for anybody. */
@Controller('cooperantes')
@Public()
export class DonorsPages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Donors by name. Filters: `tipo`, `pais`, `tema`, `forma`, `papel`; `desde` is the key of the page. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person | null,
    @Query({ schema: listQuery }) query: ListQuery,
  ): Promise<string> {
    const filter: DonorFilter = {
      kind: query.tipo,
      country: query.pais,
      theme: query.tema,
      form: query.forma,
      role: query.papel,
      after: query.desde,
    };
    const [page, names, countries] = await Promise.all([
      donorsBy(this.database, filter),
      vocabularyNames(this.database.manager),
      donorCountries(this.database),
    ]);
    const { desde: _, ...chosen } = query;
    const next = page.next && withQuery('/cooperantes', { ...chosen, desde: page.next });
    return renderPage(
      {
        title: 'Cooperantes',
        person,
        section: 'catalogue',
        description: 'Directorio de cooperantes que trabajan o pueden trabajar con los GAD del Ecuador.',
      },
      <>
        <h1>Cooperantes</h1>
        <p>
          Agencias, bancos, organismos, embajadas, fundaciones y gobiernos que dan o comparten algo con los
          GAD. Cada ficha dice de dónde sale y cuándo se comprobó.
        </p>
        <DonorFilters query={query} names={names} countries={countries} />
        <p class="count">{page.total === 1 ? '1 cooperante' : `${page.total} cooperantes`}</p>
        {page.total === 0 && <p class="notice">Ninguno cumple todo eso. Quite alguna condición.</p>}
        <ul class="cards">
          {page.items.map((donor) => (
            <DonorCard donor={donor} names={names} />
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
    const donor = await donorAt(this.database, slug);
    if (!donor) throw notFound('Ese cooperante no existe.');
    const now = this.clock.now();
    const links = await donorLinks(this.database, donor, now);
    if (links.mergedInto) {
      void reply.status(302).header('location', `/cooperantes/${links.mergedInto}`);
      return undefined;
    }
    const names = await vocabularyNames(this.database.manager);
    void reply.type(HTML);
    return renderPage(
      { title: donor.nameEs, person, section: 'catalogue', description: donor.noteEs.slice(0, 160) },
      <DonorDetail donor={donor} links={links} names={names} now={now} />,
    );
  }
}

function DonorFilters({
  query,
  names,
  countries,
}: {
  query: ListQuery;
  names: VocabularyNames;
  countries: readonly { country: string; count: number }[];
}): JSX.Element {
  const errors: never[] = [];
  const all = ['', 'Todos'] as const;
  const narrowed = Object.entries(query).some(([name, value]) => name !== 'desde' && value);
  return (
    <details class="filters" open={narrowed}>
      <summary>Filtrar por tipo, país, tema, forma de apoyo o papel</summary>
      <form class="search" method="get" action="/cooperantes">
        <SelectField
          name="tipo"
          label="Tipo"
          errors={errors}
          value={query.tipo ?? ''}
          choices={[all, ...Object.entries(DONOR_KIND_LABELS)]}
        />
        <SelectField
          name="pais"
          label="País"
          errors={errors}
          value={query.pais ?? ''}
          choices={[
            all,
            ...countries.map(
              (each) => [each.country, `${countryName(each.country)} (${each.count})`] as const,
            ),
          ]}
        />
        <SelectField
          name="tema"
          label="Tema"
          errors={errors}
          value={query.tema ?? ''}
          choices={[all, ...names.themes]}
        />
        <SelectField
          name="forma"
          label="Forma de apoyo"
          errors={errors}
          value={query.forma ?? ''}
          choices={[all, ...Object.entries(FORM_LABELS)]}
        />
        <SelectField
          name="papel"
          label="Papel del GAD"
          errors={errors}
          value={query.papel ?? ''}
          choices={[all, ...Object.entries(ROLE_LABELS)]}
        />
        <button type="submit">Filtrar</button>
      </form>
    </details>
  );
}

function DonorCard({ donor, names }: { donor: Donor; names: VocabularyNames }): JSX.Element {
  return (
    <li class="card">
      <p class="kicker">
        {[DONOR_KIND_LABELS[donor.kind], donor.country && countryName(donor.country)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <h2>
        <a href={`/cooperantes/${donor.slug}`}>{titleOf(donor)}</a>
      </h2>
      <p class="quiet">
        {[
          PRESENCE_LABELS[donor.presence],
          donor.themes
            .slice(0, 4)
            .map((code) => names.themes.get(code) ?? code)
            .join(', '),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>
        <Checked record={donor} />
        {donor.doubtEs && <span class="badge doubt">con dudas</span>}
      </p>
    </li>
  );
}
