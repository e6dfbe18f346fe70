import { hasRole, type Person } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { requireGad } from '@chasqui/gads';
import { notFound } from '@chasqui/kernel';
import { gadsOfProvince, MatchDesk, provinces } from '@chasqui/matching';
import { Controller, Get, Header, Injectable, Param, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { type ProvinceMatch, ProvinceMatches } from './match-province-view.js';

const HTML = 'text/html; charset=utf-8';
const provinceQuery = z.object({
  provincia: z
    .string()
    .regex(/^\d{2}$/)
    .optional()
    .catch(undefined),
});

/** Judges one call for every GAD of a province, while somebody looks. */
@Injectable()
export class ProvinceDesk {
  constructor(
    private readonly database: DataSource,
    private readonly desk: MatchDesk,
  ) {}

  /** @throws DomainError `not_found` */
  async call(slug: string): Promise<Call> {
    const call = await this.database.manager.findOneBy(Call, { slug, state: 'published' });
    if (!call) throw notFound('Esa convocatoria no existe o ya no está publicada.');
    return call;
  }

  async matches(call: Call, provinceCode: string): Promise<ProvinceMatch[]> {
    const gads = await gadsOfProvince(this.database, provinceCode, call.themes);
    const judged = await this.desk.judgeMany(
      gads.map(({ gadCode }) => gadCode),
      [call.slug],
    );
    const byGad = new Map(judged.map(({ gadCode, assessment }) => [gadCode, assessment]));
    return gads.flatMap((gad) => {
      const assessment = byGad.get(gad.gadCode);
      return assessment ? [{ ...gad, assessment }] : [];
    });
  }
}

/** One call over the province of a GAD, for its people: to find whom to apply with. */
@Controller('gads/:gad/coincidencias/:slug/provincia')
@GadReaders()
export class MatchProvincePages {
  constructor(
    private readonly database: DataSource,
    private readonly province: ProvinceDesk,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async show(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('slug') slug: string,
  ): Promise<string> {
    const gad = await requireGad(this.database.manager, code);
    const call = await this.province.call(slug);
    const matches = await this.province.matches(call, gad.provinceCode);
    const page = (gadCode: string) => `/gads/${gadCode}/coincidencias/${call.slug}`;
    return renderPage(
      { title: `${call.title} en ${gad.province}`, person, section: 'matches' },
      <>
        <p>
          <a href={page(code)}>Volver a su coincidencia</a>
        </p>
        <Heading call={call} province={gad.province} />
        <p class="quiet">
          De los otros GAD se muestra el juicio y los temas en que se apoya, no el texto de su plan.
        </p>
        <ProvinceMatches
          matches={matches}
          urlOf={(gadCode) => (gadCode === code || hasRole(person, ['curator']) ? page(gadCode) : null)}
        />
      </>,
    );
  }
}

/** One call over any province, for curators. */
@Controller('curaduria/convocatorias/:slug/provincias')
@Roles('curator')
export class CallProvincesPages {
  constructor(
    private readonly database: DataSource,
    private readonly province: ProvinceDesk,
  ) {}

  /** `provincia` is the two digits of a province; without it the page asks for one. */
  @Get()
  @Header('content-type', HTML)
  async show(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Query({ schema: provinceQuery }) { provincia }: z.output<typeof provinceQuery>,
  ): Promise<string> {
    const call = await this.province.call(slug);
    const all = await provinces(this.database);
    const chosen = all.find(({ code }) => code === provincia);
    return renderPage(
      { title: `${call.title} por provincias`, person, section: 'curation' },
      <>
        <p>
          <a href={`/curaduria/convocatorias/${call.id}/coincidencias`}>Volver a los mejores GAD</a>
        </p>
        <Heading call={call} province={chosen?.name ?? 'las provincias'} />
        <form class="search" method="get" action={`/curaduria/convocatorias/${call.slug}/provincias`}>
          <div class="field">
            <label for="provincia">Provincia</label>
            <select id="provincia" name="provincia">
              {all.map(({ code, name }) => (
                <option value={code} selected={code === provincia}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <button type="submit">Ver</button>
        </form>
        {chosen && (
          <ProvinceMatches
            matches={await this.province.matches(call, chosen.code)}
            urlOf={(gadCode) => `/gads/${gadCode}/coincidencias/${call.slug}`}
          />
        )}
      </>,
    );
  }
}

function Heading({ call, province }: { call: Call; province: string }): JSX.Element {
  return (
    <>
      <h1>A quién le sirve en {province}</h1>
      <p lang={call.language}>{call.title}</p>
    </>
  );
}
