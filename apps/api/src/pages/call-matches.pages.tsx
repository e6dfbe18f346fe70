import type { Person } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { notFound } from '@chasqui/kernel';
import { gadsOfCall, type GadMatchItem } from '@chasqui/matching';
import { Controller, Get, Header, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { ELIGIBILITY_LABELS } from '../views/labels.js';
import { renderPage } from '../views/layout.js';
import { NextPage, Score, withQuery } from '../views/parts.js';

const listQuery = z.object({ desde: z.string().max(40).optional() });

/** The GADs that have one call in their list, best first: what the matching job found, for curators. */
@Controller('curaduria/convocatorias/:id/coincidencias')
@Roles('curator')
export class CallMatchesPages {
  constructor(private readonly database: DataSource) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async list(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const call = await this.database.manager.findOneBy(Call, { id });
    if (!call) throw notFound('Esa convocatoria no existe.');
    const { items, next } = await gadsOfCall(this.database, id, query.desde);
    const base = `/curaduria/convocatorias/${id}/coincidencias`;
    return renderPage(
      { title: `GAD para ${call.title}`, person, section: 'curation' },
      <>
        <p>
          <a href={`/curaduria/convocatorias/${id}`}>Volver a la convocatoria</a>
        </p>
        <h1>A qué GAD les sirve</h1>
        <p lang={call.language}>{call.title}</p>
        {call.state === 'published' && (
          <p>
            <a href={`/curaduria/convocatorias/${call.slug}/provincias`}>
              Ver todos los GAD de una provincia
            </a>
          </p>
        )}
        {items.length === 0 && (
          <p class="notice">
            No está en la lista de ningún GAD. Se compara con todos al publicarla; las que no sirven a nadie
            no entran en ninguna lista.
          </p>
        )}
        <ul class="cards">
          {items.map((item) => (
            <GadCard
              item={item}
              url={call.state === 'published' ? `/gads/${item.gadCode}/coincidencias/${call.slug}` : null}
            />
          ))}
        </ul>
        <NextPage url={next && withQuery(base, { desde: next })} />
      </>,
    );
  }
}

function GadCard({ item, url }: { item: GadMatchItem; url: string | null }): JSX.Element {
  return (
    <li class="card">
      <h2>{url ? <a href={url}>{item.gadName}</a> : item.gadName}</h2>
      <p class="quiet">
        {item.province} · {item.hasPlan ? 'con prioridades del PDOT' : 'sin PDOT cargado'}
      </p>
      <Score value={item.score} />
      <p class={`answer ${item.eligibility}`}>{ELIGIBILITY_LABELS[item.eligibility]}</p>
    </li>
  );
}
