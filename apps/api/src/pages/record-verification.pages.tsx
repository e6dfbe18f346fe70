import type { Person } from '@chasqui/accounts';
import {
  CALLS,
  type CheckedBands,
  checkedBands,
  type UncheckedRecord,
  uncheckedRecords,
} from '@chasqui/curation';
import { Clock, localDate } from '@chasqui/kernel';
import { RECORD_TYPES } from '@chasqui/open-data';
import { Controller, Get, Header, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { NextPage, withQuery } from '../views/parts.js';
import { CheckedBadge, SourceLinks, VerifyButton } from './record-parts.js';
import { CurationNav, Done } from './records-nav.js';

const PAGE = '/curaduria/verificar';
const query = z.object({
  tipo: z.string().max(40).optional(),
  desde: z.string().max(120).optional(),
  hecho: z.string().max(20).optional(),
});

/** What the kinds of records are called, by their key. */
const KINDS: ReadonlyMap<string, { readonly many: string; readonly path: string }> = new Map([
  ...RECORD_TYPES.map(({ key, many, path }) => [key, { many, path }] as const),
  [CALLS, { many: 'Convocatorias', path: 'convocatorias' }],
]);

/** What has to be compared with its source again, across the whole catalogue. */
@Controller('curaduria')
@Roles('curator')
export class RecordVerificationPages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Records by the age of their last check, never checked first. `tipo` path of one kind, `desde` key of the page. */
  @Get('verificar')
  @Header('content-type', 'text/html; charset=utf-8')
  async list(
    @CurrentPerson() person: Person,
    @Query({ schema: query }) { tipo, desde, hecho }: z.output<typeof query>,
  ): Promise<string> {
    const kind = [...KINDS].find(([, { path }]) => path === tipo)?.[0];
    const [page, bands] = await Promise.all([
      uncheckedRecords(this.database, RECORD_TYPES, kind, desde),
      checkedBands(this.database, RECORD_TYPES, localDate(this.clock.now())),
    ]);
    const shownType = kind && tipo;
    const here = withQuery(PAGE, { tipo: shownType, desde });
    return renderPage(
      { title: 'Por verificar', person, section: 'curation' },
      <>
        <CurationNav current="verificar" />
        <h1>Por verificar</h1>
        <Done what={hecho} />
        <p>
          Compare cada ficha con su fuente. Si algo cambió, corríjala; si todo sigue igual, dígalo con el
          botón. Primero están las que nadie ha comparado y luego las que llevan más tiempo.
        </p>
        <BandsFigure bands={bands} />
        <nav class="tabs" aria-label="Tipo de ficha">
          <a href={PAGE} aria-current={kind ? undefined : 'page'}>
            Todo
          </a>
          {[...KINDS].map(([key, { many, path }]) => (
            <a href={`${PAGE}?tipo=${path}`} aria-current={key === kind ? 'page' : undefined}>
              {many}
            </a>
          ))}
        </nav>
        <p class="count">{page.total === 1 ? '1 ficha' : `${page.total} fichas`}</p>
        {page.items.length === 0 && <p class="notice">No hay fichas aquí.</p>}
        <ul class="cards">
          {page.items.map((record) => (
            <UncheckedCard record={record} back={here} />
          ))}
        </ul>
        <NextPage url={page.next && withQuery(PAGE, { tipo: shownType, desde: page.next })} />
      </>,
    );
  }
}

function UncheckedCard({ record, back }: { record: UncheckedRecord; back: string }): JSX.Element {
  const { many, path } = KINDS.get(record.kind) ?? { many: '', path: '' };
  return (
    <li class="card">
      <p class="kicker">{many}</p>
      <h2>
        <a href={`/curaduria/${path}/${record.id}`} lang={record.language}>
          {record.name}
        </a>
      </h2>
      <p>
        <CheckedBadge verifiedOn={record.verifiedOn} readOn={record.readOn} />
        {record.doubtEs && <span class="badge demo">Con dudas</span>}
      </p>
      <SourceLinks sources={record.sources} />
      {record.kind === CALLS ? (
        <p>
          <a
            class="button quiet"
            href={`/curaduria/${path}/${record.id}`}
            aria-label={`Abrir la convocatoria: ${record.name}`}
          >
            Abrir la convocatoria
          </a>
        </p>
      ) : (
        <VerifyButton path={path} id={record.id} revision={record.revision} name={record.name} back={back} />
      )}
    </li>
  );
}

type Band = Exclude<keyof CheckedBands, 'kind'>;

const BANDS: readonly (readonly [band: Band, label: string])[] = [
  ['recent', 'hace menos de 6 meses'],
  ['aging', 'hace 6 a 12 meses'],
  ['old', 'hace más de 12 meses'],
  ['never', 'nunca'],
];

/** How fresh the catalogue is: a bar for each kind of record, with its numbers in words beside it. */
function BandsFigure({ bands }: { bands: readonly CheckedBands[] }): JSX.Element {
  return (
    <figure class="panel freshness" aria-labelledby="al-dia">
      <figcaption id="al-dia">
        <strong>Cuándo se comparó cada ficha con su fuente</strong>
      </figcaption>
      <ul class="plain legend" aria-hidden="true">
        {BANDS.map(([band, label]) => (
          <li>
            <svg viewBox="0 0 10 10" width="14" height="14">
              <rect class={`band-${band}`} width="10" height="10" />
            </svg>{' '}
            {label}
          </li>
        ))}
      </ul>
      <dl>
        {bands.map((each) => (
          <div>
            <dt>{KINDS.get(each.kind)?.many}</dt>
            <dd>
              <BandsBar bands={each} />
              <span class="quiet">
                {BANDS.filter(([band]) => each[band] > 0)
                  .map(([band, label]) => `${each[band]} ${label}`)
                  .join(', ') || 'ninguna ficha'}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}

function BandsBar({ bands }: { bands: CheckedBands }): JSX.Element | null {
  const total = BANDS.reduce((sum, [band]) => sum + bands[band], 0);
  if (total === 0) return null;
  let end = 0;
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {BANDS.map(([band]) => {
        const start = end;
        const width = (100 * bands[band]) / total;
        end += width;
        return width > 0 ? <rect class={`band-${band}`} x={start} width={width} height="6" /> : null;
      })}
    </svg>
  );
}
