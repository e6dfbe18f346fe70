import {
  type CuratedRecord,
  fieldsOfType,
  type NameOf,
  type RecordPage,
  type RecordType,
  referenceFields,
} from '@chasqui/curation';
import { instantOf } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { z } from 'zod';
import { NextPage, withQuery } from '../views/parts.js';
import { CheckedBadge } from './record-parts.js';
import { newOne, recordUrl } from './records-nav.js';

const day = z
  .string()
  .max(10)
  // A day that does not exist filters nothing, instead of ending in an error page.
  .transform((text) => (/^(19|20)\d{2}-\d{2}-\d{2}$/.test(text) && instantOf(text, 'UTC') ? text : ''));

export const recordListQuery = z.object({
  q: z.string().max(200).optional(),
  dudas: z.string().max(2).optional(),
  sin: day.optional(),
  unidas: z.string().max(2).optional(),
  desde: z.string().max(1200).optional(),
});
export type RecordListQuery = z.output<typeof recordListQuery>;

/** Records of a type with their filters. */
export function RecordList(props: {
  type: RecordType;
  query: RecordListQuery;
  page: RecordPage<CuratedRecord>;
  nameOf: NameOf;
}): JSX.Element {
  const { type, query, page, nameOf } = props;
  const { desde: _, ...filter } = query;
  const base = `/curaduria/${type.path}`;
  const next = page.next && withQuery(base, { ...filter, desde: page.next });
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <>
      <p>
        {!type.ownedByGad && (
          <a class="button" href={`${base}/nueva`}>
            {newOne(type)}
          </a>
        )}{' '}
        <a class="button quiet" href={`${base}/duplicados`}>
          Posibles duplicados
        </a>
      </p>
      <Filters base={base} query={query} />
      <p class="count">
        {page.total === 1 ? '1 ficha' : `${page.total} fichas`}
        {isFiltered && (
          <>
            {' con este filtro. '}
            <a href={base}>Quitar el filtro</a>
          </>
        )}
      </p>
      {page.total === 0 && (
        <p class="notice">
          {isFiltered
            ? 'Nada cumple este filtro. Pruebe con menos palabras o quítelo.'
            : 'Todavía no hay fichas.'}
        </p>
      )}
      <ul class="cards">
        {page.items.map((record) => (
          <RecordCard type={type} record={record} nameOf={nameOf} />
        ))}
      </ul>
      <NextPage url={next} />
    </>
  );
}

function Filters({ base, query }: { base: string; query: RecordListQuery }): JSX.Element {
  return (
    <form class="search wide" method="get" action={base} role="search">
      <div class="field">
        <label for="q">Buscar por nombre o siglas</label>
        <input id="q" name="q" type="search" value={query.q ?? ''} />
      </div>
      <div class="field">
        <label for="sin">Sin verificar desde</label>
        <input id="sin" name="sin" type="date" value={query.sin ?? ''} />
      </div>
      <div>
        <label class="check">
          <input type="checkbox" name="dudas" value="si" checked={query.dudas === 'si'} />
          <span>Solo con dudas</span>
        </label>
        <label class="check">
          <input type="checkbox" name="unidas" value="si" checked={query.unidas === 'si'} />
          <span>También las unidas a otra</span>
        </label>
      </div>
      <button type="submit">Buscar</button>
    </form>
  );
}

function RecordCard(props: { type: RecordType; record: CuratedRecord; nameOf: NameOf }): JSX.Element {
  const { type, record, nameOf } = props;
  const facts = record as unknown as Readonly<Record<string, string | null>>;
  const owners = referenceFields(fieldsOfType(type)).flatMap(({ name, to }) =>
    facts[name] ? [nameOf(to, facts[name])] : [],
  );
  const kicker = [facts['acronym'], facts['denominationEs'], facts['trackEs'], ...owners].filter(Boolean);
  const name = facts[type.nameField];
  return (
    <li class="card">
      {kicker.length > 0 && <p class="kicker">{kicker.join(' · ')}</p>}
      <h2>
        <a href={recordUrl(type, record.id)}>{name}</a>
      </h2>
      <p>
        <CheckedBadge verifiedOn={record.verifiedOn} readOn={record.readOn} />
        {record.doubtEs && <span class="badge demo">Con dudas</span>}
        {record.mergedIntoId && <span class="badge">Unida a otra</span>}
      </p>
      <p>
        <a href={recordUrl(type, record.id, 'historial')} aria-label={`Historial: ${name}`}>
          Historial
        </a>
        {type.searchKind && !record.mergedIntoId && (
          <>
            {' · '}
            <a href={`/${type.path}/${record.slug}`} aria-label={`Ver como se publica: ${name}`}>
              Ver como se publica
            </a>
          </>
        )}
      </p>
    </li>
  );
}
