import type { Person } from '@chasqui/accounts';
import {
  changedFields,
  type Field,
  fieldChange,
  historyOf,
  type HistoryEntry,
  vocabularyNames,
} from '@chasqui/curation';
import { DIAGNOSIS_FIELDS, GadProfiles, PROFILE_FIELDS, requireGad } from '@chasqui/gads';
import { ECUADOR_ZONE, formatDateTime } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadRoles } from '../http/access.js';
import { RefreshMatches } from '../http/refresh-matches.interceptor.js';
import { renderPage } from '../views/layout.js';
import { NextPage, withQuery } from '../views/parts.js';
import { inputOf } from './gad-profile-input.js';
import { GadNav } from './gads-nav.js';
import { ChangeView, type Names, namesIn } from './record-parts.js';

const FIELDS: readonly Field[] = [...PROFILE_FIELDS, ...DIAGNOSIS_FIELDS];
const listQuery = z.object({
  desde: z.string().max(20).optional().catch(undefined),
  hecho: z.literal('si').optional().catch(undefined),
});
const undoBody = z.object({
  entrada: z.string().regex(/^\d{1,18}$/),
  revision: z.coerce.number().int().positive(),
});

/** Who changed the profile of a GAD, when and what; every change can be undone. */
@Controller('gads/:gad/perfil')
@UseInterceptors(RefreshMatches)
@GadRoles(['officer'], { curators: true })
export class GadProfileHistoryPages {
  constructor(
    private readonly database: DataSource,
    private readonly profiles: GadProfiles,
  ) {}

  /** Newest first; `desde` is the key of the page. */
  @Get('historial')
  @Header('content-type', 'text/html; charset=utf-8')
  async list(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const { manager } = this.database;
    const [gad, profile, history, vocabularies] = await Promise.all([
      requireGad(manager, code),
      this.profiles.find(code),
      historyOf(this.database, 'gad_profile', code, query.desde),
      vocabularyNames(manager),
    ]);
    const names = namesIn({ vocabularies, nameOf: (_, id) => id });
    const { items, next } = history;
    return renderPage(
      { title: `Historial del perfil: ${gad.name}`, person, section: 'gad' },
      <>
        <GadNav gad={gad} person={person} current="perfil" />
        <h1>Historial del perfil: {gad.name}</h1>
        {query.hecho && (
          <p class="done" role="status">
            El cambio se deshizo. Si fue un error, también eso se puede deshacer.
          </p>
        )}
        {items.length === 0 && <p class="notice">Todavía nadie ha escrito este perfil.</p>}
        <ol class="cards">
          {items.map((entry) => (
            <Change entry={entry} names={names} code={code} revision={profile?.revision ?? 0} />
          ))}
        </ol>
        <NextPage url={next && withQuery(`/gads/${code}/perfil/historial`, { desde: next })} />
      </>,
    );
  }

  /** Puts back what the profile said before one change. */
  @Post('deshacer')
  async undo(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Body({ schema: undoBody }) { entrada, revision }: z.output<typeof undoBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const before = await this.profiles.before(code, entrada);
    await this.profiles.save(code, revision, inputOf(before), person.id);
    void reply.status(303).header('location', `/gads/${code}/perfil/historial?hecho=si`);
  }
}

function Change(props: { entry: HistoryEntry; names: Names; code: string; revision: number }): JSX.Element {
  const { entry, names, code, revision } = props;
  // The six answers are told one by one, as the form asks for them.
  const before = entry.before && inputOf(entry.before);
  const after = inputOf(entry.after ?? {});
  const when = formatDateTime(entry.at, ECUADOR_ZONE);
  const changed = changedFields(FIELDS, { ...entry, before, after }).filter(
    ({ name }) => JSON.stringify(before?.[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
  return (
    <li class="card">
      <p class="kicker">{`${when}, hora de Ecuador · ${entry.actorName ?? 'Chasqui'}`}</p>
      <h2>{before ? 'Cambió el perfil' : 'Escribió el perfil'}</h2>
      {before && (
        <>
          <dl class="facts">
            {changed.map((field) => (
              <div>
                <dt>{field.label}</dt>
                <dd>
                  <ChangeView
                    field={field}
                    change={fieldChange(field, before[field.name], after[field.name], names)}
                  />
                </dd>
              </div>
            ))}
          </dl>
          <form method="post" action={`/gads/${code}/perfil/deshacer`} class="inline">
            <input type="hidden" name="entrada" value={entry.id} />
            <input type="hidden" name="revision" value={revision} />
            <button type="submit" class="quiet" aria-label={`Deshacer este cambio: ${when}`}>
              Deshacer este cambio
            </button>
          </form>
        </>
      )}
    </li>
  );
}
