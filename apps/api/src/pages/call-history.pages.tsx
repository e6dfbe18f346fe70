import type { Person } from '@chasqui/accounts';
import { Calls, callTitles } from '@chasqui/calls';
import { historyOf, namesOfRecords, vocabularyNames } from '@chasqui/curation';
import { Clock } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { NextPage, withQuery } from '../views/parts.js';
import { answerForm, callWithId, HTML } from './call-form-page.js';
import { CallHistoryItem, HISTORY_FIELDS } from './call-history.js';
import { CallDone, CallTabs, callUrl } from './call-parts.js';
import { pointedTo } from './record-choices.js';
import { type Names, namesIn } from './record-parts.js';
import { CurationNav } from './records-nav.js';

const listQuery = z.object({ desde: z.string().max(20).optional(), hecho: z.string().max(20).optional() });
const undoBody = z
  .object({ entrada: z.string().regex(/^\d{1,18}$/), revision: z.coerce.number().int().positive() })
  .catch({ entrada: '0', revision: 0 });

/** Who changed a call, when and what; every change of its facts can be undone. */
@Controller('curaduria/convocatorias/:id')
@Roles('curator')
export class CallHistoryPages {
  constructor(
    private readonly database: DataSource,
    private readonly calls: Calls,
    private readonly clock: Clock,
  ) {}

  /** Newest first; `desde` key of the page, `hecho` what was just done. */
  @Get('historial')
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const call = await callWithId(this.database, id);
    const { items, next } = await historyOf(this.database, 'call', id, query.desde);
    const names = await this.names(items.flatMap(({ before, after }) => [before ?? {}, after ?? {}]));
    return renderPage(
      { title: `Historial: ${call.title}`, person, section: 'curation' },
      <>
        <CurationNav current="convocatorias" />
        <h1>Historial</h1>
        <p lang={call.language}>{call.title}</p>
        <CallTabs call={call} current="historial" />
        <CallDone what={query.hecho} />
        <ol class="cards">
          {items.map((entry) => (
            <CallHistoryItem call={call} entry={entry} names={names} />
          ))}
        </ol>
        <NextPage url={next && withQuery(callUrl(id, 'historial'), { desde: next })} />
      </>,
    );
  }

  /** Puts back what one change replaced. */
  @Post('deshacer')
  async undo(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: undoBody }) { entrada, revision }: z.output<typeof undoBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const call = await callWithId(this.database, id);
    const done = call.mergedIntoId ? 'separada' : 'deshecho';
    return answerForm(
      this.database,
      reply,
      { person, call, now: this.clock.now() },
      () => this.calls.undo(id, revision, entrada, person.id),
      () => `${callUrl(id, 'historial')}?hecho=${done}`,
    );
  }

  /** Names for the codes and the ids that these facts hold. */
  private async names(facts: readonly object[]): Promise<Names> {
    const ids = facts.flatMap((each) => {
      const { previousEditionId, mergedIntoId } = each as Record<string, unknown>;
      return [previousEditionId, mergedIntoId].filter((id) => typeof id === 'string');
    });
    const [vocabularies, nameOf, titles] = await Promise.all([
      vocabularyNames(this.database.manager),
      namesOfRecords(this.database.manager, pointedTo(HISTORY_FIELDS, facts)),
      callTitles(this.database, ids),
    ]);
    return namesIn({ vocabularies, nameOf: (key, id) => titles.get(id) ?? nameOf(key, id) });
  }
}
