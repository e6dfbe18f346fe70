import type { Person } from '@chasqui/accounts';
import { requireGad, zoneOfGad } from '@chasqui/gads';
import { Clock } from '@chasqui/kernel';
import { type ComparableCall, comparableCalls, type Judged, MatchDesk } from '@chasqui/matching';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { figure } from '../views/parts.js';
import { ComparisonTable } from './match-compare-table.js';

const slug = z.string().max(200).optional().catch(undefined);
const compareQuery = z.object({ a: slug, b: slug });

/** Two calls for one GAD side by side. */
@Controller('gads/:gad/comparar')
@GadReaders()
export class MatchComparePages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: MatchDesk,
    private readonly clock: Clock,
  ) {}

  /** `a` and `b` are addresses of calls; while one is missing or unknown, the form asks for it. */
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: compareQuery }) query: z.output<typeof compareQuery>,
  ): Promise<string> {
    const gad = await requireGad(this.database.manager, code);
    const now = this.clock.now();
    const wanted = [...new Set([query.a, query.b].flatMap((each) => each || []))];
    const [judged, listed] = await Promise.all([
      this.desk.judgeMany([code], wanted),
      comparableCalls(this.database, code, now),
    ]);
    const [a, b] = judged;
    return renderPage(
      { title: `Comparar dos convocatorias: ${gad.name}`, person, section: 'matches' },
      <>
        <p>
          <a href={`/gads/${code}/coincidencias`}>Volver a la lista</a>
        </p>
        <h1>Comparar dos convocatorias</h1>
        <p class="quiet">{gad.name}</p>
        {problem(query, judged.length)}
        <ChoiceForm gadCode={code} chosen={judged} listed={listed} />
        {a && b && <ComparisonTable a={a} b={b} now={now} zone={zoneOfGad(gad)} gadCode={code} />}
      </>,
    );
  }
}

/** Why two calls were asked for and cannot be compared. */
function problem({ a, b }: z.output<typeof compareQuery>, found: number): JSX.Element | null {
  if (!a || !b || found === 2) return null;
  return (
    <p class="notice">
      {a === b
        ? 'Eligió dos veces la misma: elija otra para comparar.'
        : 'Una de las dos ya no está publicada: elija otra.'}
    </p>
  );
}

interface Option extends Omit<ComparableCall, 'score'> {
  readonly score: number | null;
}

function ChoiceForm(props: {
  gadCode: string;
  chosen: readonly Judged[];
  listed: readonly ComparableCall[];
}): JSX.Element {
  const { gadCode, chosen, listed } = props;
  const known = new Set(listed.map(({ slug: each }) => each));
  const others = chosen.filter(({ call }) => !known.has(call.slug));
  const options: Option[] = [
    ...listed,
    ...others.map(({ call, assessment }) => ({
      slug: call.slug,
      title: call.title,
      language: call.language,
      score: assessment.score,
    })),
  ];
  const fields = [
    ['a', 'Primera convocatoria'],
    ['b', 'Segunda convocatoria'],
  ] as const;
  return (
    <form method="get" action={`/gads/${gadCode}/comparar`}>
      {fields.map(([name, label], at) => (
        <div class="field">
          <label for={name}>{label}</label>
          <select id={name} name={name}>
            <option value="">Elija una</option>
            {options.map((option) => (
              <option
                value={option.slug}
                lang={option.language}
                selected={option.slug === chosen[at]?.call.slug}
              >
                {option.title}
                {option.score !== null && ` (${figure(option.score)})`}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button type="submit">Comparar</button>
    </form>
  );
}
