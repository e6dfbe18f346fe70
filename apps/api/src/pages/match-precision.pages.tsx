import type { Person } from '@chasqui/accounts';
import {
  FEW_REVIEWS,
  HIGH_SCORE,
  precisionByDonor,
  precisionByFormula,
  precisionByTopic,
} from '@chasqui/matching';
import { CSV_TYPE, csvStream } from '@chasqui/spreadsheets';
import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { withQuery } from '../views/parts.js';
import { type PrecisionGroup, PrecisionSection, precisionTable } from './match-precision-view.js';
import { CurationNav } from './records-nav.js';

const BASE = '/curaduria/precision';
const formulaQuery = z.object({
  formula: z.coerce.number().int().min(1).max(32_000).optional().catch(undefined),
});
type FormulaQuery = z.output<typeof formulaQuery>;

/** How often people agree with the formula. The opinions never change it: somebody reads this and decides. */
@Controller('curaduria')
@Roles('curator')
export class MatchPrecisionPages {
  constructor(private readonly database: DataSource) {}

  /** `formula` counts the opinions on one version of the formula only. */
  @Get('precision')
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @CurrentPerson() person: Person,
    @Query({ schema: formulaQuery }) { formula }: FormulaQuery,
  ): Promise<string> {
    const groups = await this.groups(formula);
    const versions = groups[0]!.rows.flatMap(({ key }) => key ?? []);
    const chosen = formula === undefined ? undefined : String(formula);
    return renderPage(
      { title: 'Precisión de la fórmula', person, section: 'curation' },
      <>
        <CurationNav current="precision" />
        <h1>Precisión de la fórmula</h1>
        <p>
          Qué opina la gente de los GAD de lo que la fórmula propone. Con menos de {FEW_REVIEWS} opiniones no
          se saca ninguna proporción. Desde {HIGH_SCORE} puntos se espera que la convocatoria sirva.
        </p>
        <nav class="tabs" aria-label="Versión de la fórmula">
          <a href={BASE} aria-current={chosen === undefined ? 'page' : undefined}>
            Todas
          </a>
          {versions.map((version) => (
            <a
              href={withQuery(BASE, { formula: version })}
              aria-current={version === chosen ? 'page' : undefined}
            >
              Fórmula {version}
            </a>
          ))}
        </nav>
        <p>
          <a href={withQuery(`${BASE}.csv`, { formula: chosen })}>Descargar las cifras (CSV)</a>
        </p>
        {groups.map((group) => (
          <PrecisionSection group={group} />
        ))}
      </>,
    );
  }

  @Get('precision.csv')
  async file(
    @Query({ schema: formulaQuery }) { formula }: FormulaQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const table = precisionTable(await this.groups(formula));
    void reply.type(CSV_TYPE).header('content-disposition', 'attachment; filename="precision.csv"');
    return Buffer.from((await csvStream(table).toArray()).join(''));
  }

  private async groups(formula: number | undefined): Promise<PrecisionGroup[]> {
    const [formulas, donors, topics] = await Promise.all([
      precisionByFormula(this.database),
      precisionByDonor(this.database, formula ?? null),
      precisionByTopic(this.database, formula ?? null),
    ]);
    return [
      {
        id: 'formula',
        title: 'Por versión de la fórmula',
        heading: 'Fórmula',
        nameless: 'Fuera de las listas, sin puntaje',
        rows: formulas,
      },
      {
        id: 'cooperante',
        title: 'Por cooperante',
        heading: 'Cooperante',
        nameless: 'Sin cooperante',
        rows: donors,
      },
      { id: 'tema', title: 'Por tema', heading: 'Tema', nameless: 'Sin tema', rows: topics },
    ];
  }
}
