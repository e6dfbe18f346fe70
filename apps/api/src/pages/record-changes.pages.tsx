import type { Person } from '@chasqui/accounts';
import {
  countReferences,
  type CuratedRecord,
  CuratedRecords,
  type HistoryEntry,
  historyOf,
  likelyDuplicates,
  namesOfRecords,
  recordsOf,
  type RecordType,
  vocabularyNames,
} from '@chasqui/curation';
import { DomainError } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ComponentChildren } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors, NextPage, withQuery } from '../views/parts.js';
import { pointedTo, type RecordBody, recordBody, recordId, revisionIn, typeAt } from './record-choices.js';
import { historyFields, HistoryItem } from './record-history.js';
import { DuplicatePairs, MergeCandidates, MergeConfirmation } from './record-merge.js';
import { MergedNotice, type Names, namesIn } from './record-parts.js';
import { CurationNav, Done, RecordTabs, recordUrl } from './records-nav.js';

const HTML = 'text/html; charset=utf-8';
/** Pages of the desk that a button may lead back to. */
const BACK = /^\/curaduria(\/[\w-]+)*(\?[\w=&%.,-]*)?$/;

const historyQuery = z.object({
  desde: z.string().max(20).optional(),
  hecho: z.string().max(20).optional(),
});
const mergeQuery = z.object({ q: z.string().max(200).optional(), con: z.string().max(40).optional() });

/** What happens to a record after it was entered: its history, undoing, merging, comparing with its source. */
@Controller('curaduria')
@Roles('curator')
export class RecordChangesPages {
  constructor(
    private readonly database: DataSource,
    private readonly records: CuratedRecords,
  ) {}

  /** Pairs of a type that may be the same record. */
  @Get(':path/duplicados')
  @Header('content-type', HTML)
  async duplicates(@CurrentPerson() person: Person, @Param('path') path: string): Promise<string> {
    const type = typeAt(path);
    const pairs = await likelyDuplicates(this.database, type);
    return renderPage(
      { title: `Posibles duplicados: ${type.many}`, person, section: 'curation' },
      <>
        <CurationNav current={type.path} />
        <h1>{`Posibles duplicados: ${type.many}`}</h1>
        <p>
          <a href={`/curaduria/${type.path}`}>Volver a la lista</a>
        </p>
        <DuplicatePairs type={type} pairs={pairs} />
      </>,
    );
  }

  /** Every change of a record, newest first. `desde` key of the page. */
  @Get(':path/:record/historial')
  @Header('content-type', HTML)
  async history(
    @CurrentPerson() person: Person,
    @Param('path') path: string,
    @Param('record') id: string,
    @Query({ schema: historyQuery }) query: z.output<typeof historyQuery>,
  ): Promise<string> {
    const type = typeAt(path);
    const record = await this.records.get(type, recordId(id));
    return this.historyPage(person, type, record, query.desde, query.hecho);
  }

  /** Undoes the change `entrada`, if the record is still at `revision`. */
  @Post(':path/:record/deshacer')
  async undo(
    @CurrentPerson() person: Person,
    @Param('path') path: string,
    @Param('record') id: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const type = typeAt(path);
    const record = await this.records.get(type, recordId(id));
    const entry = String(body['entrada'] ?? '');
    try {
      const after = await this.records.undo(type, id, revisionIn(body), entry, person.id);
      const done = after.revision === record.revision ? 'igual' : 'deshecho';
      void reply.status(303).header('location', `${recordUrl(type, id, 'historial')}?hecho=${done}`);
      return undefined;
    } catch (error) {
      if (!isConflict(error)) throw error;
      void reply.status(409).type(HTML);
      return this.historyPage(person, type, await this.records.get(type, id), undefined, undefined, error);
    }
  }

  /** Finds the record that stays (`q` words) and, once it is chosen (`con`), shows both before anything is done. */
  @Get(':path/:record/unir')
  @Header('content-type', HTML)
  async mergeForm(
    @CurrentPerson() person: Person,
    @Param('path') path: string,
    @Param('record') id: string,
    @Query({ schema: mergeQuery }) query: z.output<typeof mergeQuery>,
  ): Promise<string> {
    const type = typeAt(path);
    const record = await this.records.get(type, recordId(id));
    if (record.mergedIntoId) {
      const into = await this.records.get(type, record.mergedIntoId);
      return this.mergePage(person, type, record, <MergedNotice type={type} into={into} />);
    }
    return query.con
      ? this.compare(person, type, record, query.con)
      : this.mergePage(person, type, record, await this.candidates(type, record, query.q));
  }

  /** Joins the record to `con`. */
  @Post(':path/:record/unir')
  async merge(
    @CurrentPerson() person: Person,
    @Param('path') path: string,
    @Param('record') id: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const type = typeAt(path);
    const record = await this.records.get(type, recordId(id));
    const into = recordId(String(body['con'] ?? ''));
    try {
      await this.records.merge(type, id, revisionIn(body), into, person.id);
      void reply.status(303).header('location', `${recordUrl(type, id)}?hecho=unido`);
      return undefined;
    } catch (error) {
      if (!isConflict(error)) throw error;
      void reply.status(409).type(HTML);
      const content = await this.candidates(type, record, undefined);
      return this.mergePage(person, type, await this.records.get(type, id), content, error);
    }
  }

  /** Notes that the record was compared with its source today; `volver` names the page of the desk to go on with. */
  @Post(':path/:record/verificar')
  async verify(
    @CurrentPerson() person: Person,
    @Param('path') path: string,
    @Param('record') id: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const type = typeAt(path);
    await this.records.verify(type, recordId(id), revisionIn(body), person.id);
    const asked = String(body['volver'] ?? '');
    const back = BACK.test(asked) ? asked : recordUrl(type, id);
    void reply.status(303).header('location', `${back}${back.includes('?') ? '&' : '?'}hecho=verificado`);
  }

  private async historyPage(
    person: Person,
    type: RecordType,
    record: CuratedRecord,
    after?: string,
    done?: string,
    error?: DomainError,
  ): Promise<string> {
    const page = await historyOf(this.database, type.key, record.id, after);
    const names = await this.names(
      type,
      page.items.flatMap((entry: HistoryEntry) => [entry.before ?? {}, entry.after ?? {}]),
    );
    const url = recordUrl(type, record.id, 'historial');
    return renderPage(
      { title: `Historial: ${nameIn(type, record)}`, person, section: 'curation' },
      <>
        <CurationNav current={type.path} />
        <h1>{`Historial: ${nameIn(type, record)}`}</h1>
        <RecordTabs type={type} record={record} current="historial" />
        <Done what={done} />
        {error && <FormErrors message={error.message} fields={[]} />}
        {page.items.length === 0 && (
          <p class="notice">
            {after
              ? 'No hay cambios más antiguos.'
              : 'Nadie ha cambiado esta ficha aquí: está como vino con los datos de Chasqui.'}
          </p>
        )}
        <ul class="cards">
          {page.items.map((entry) => (
            <HistoryItem type={type} record={record} entry={entry} names={names} />
          ))}
        </ul>
        <NextPage url={page.next && withQuery(url, { desde: page.next })} />
      </>,
    );
  }

  private async compare(
    person: Person,
    type: RecordType,
    record: CuratedRecord,
    into: string,
  ): Promise<string> {
    const target = await this.records.get(type, recordId(into));
    const isPossible = target.id !== record.id && !target.mergedIntoId;
    return this.mergePage(
      person,
      type,
      record,
      isPossible ? (
        <MergeConfirmation
          type={type}
          record={record}
          target={target}
          counts={await countReferences(this.database.manager, type, record.id)}
          names={await this.names(type, [record, target])}
        />
      ) : (
        <>
          <p class="notice">Con esa ficha no se puede unir. Elija otra que no esté unida.</p>
          {await this.candidates(type, record, undefined)}
        </>
      ),
    );
  }

  /** The search for the record that stays; without words, those that look like the same. */
  private async candidates(
    type: RecordType,
    record: CuratedRecord,
    words: string | undefined,
  ): Promise<ComponentChildren> {
    const found = words?.trim()
      ? (await recordsOf(this.database, type, { words })).items
          .filter(({ id }) => id !== record.id)
          .map((each) => ({ id: each.id, name: nameIn(type, each), note: '' }))
      : (await likelyDuplicates(this.database, type, { id: record.id, limit: 10 })).items.map((pair) => {
          const isOne = pair.oneId === record.id;
          const note = 'Se parece a esta';
          return isOne
            ? { id: pair.otherId, name: pair.other, note }
            : { id: pair.oneId, name: pair.one, note };
        });
    return (
      <>
        <p>Busque la ficha que se queda. Antes de unirlas verá las dos, una al lado de la otra.</p>
        <form class="search" method="get" action={recordUrl(type, record.id, 'unir')} role="search">
          <div class="field">
            <label for="q">Nombre o siglas de la ficha que se queda</label>
            <input id="q" name="q" type="search" value={words ?? ''} />
          </div>
          <button type="submit">Buscar</button>
        </form>
        {found.length === 0 && (
          <p class="notice">
            {words?.trim() ? 'Nada se llama así. Pruebe con menos palabras.' : 'No se ve ninguna parecida.'}
          </p>
        )}
        <MergeCandidates type={type} record={record} candidates={found} />
      </>
    );
  }

  private mergePage(
    person: Person,
    type: RecordType,
    record: CuratedRecord,
    content: ComponentChildren,
    error?: DomainError,
  ): string {
    const title = `Unir con otra ficha: ${nameIn(type, record)}`;
    return renderPage(
      { title, person, section: 'curation' },
      <>
        <CurationNav current={type.path} />
        <h1>{title}</h1>
        <RecordTabs type={type} record={record} current="unir" />
        {error && <FormErrors message={error.message} fields={[]} />}
        {content}
      </>,
    );
  }

  /** Names of the codes and of the records that these values of a type name. */
  private async names(type: RecordType, values: readonly object[]): Promise<Names> {
    const { manager } = this.database;
    const [vocabularies, nameOf] = await Promise.all([
      vocabularyNames(manager),
      namesOfRecords(manager, pointedTo(historyFields(type), values)),
    ]);
    return namesIn({ vocabularies, nameOf });
  }
}

function nameIn(type: RecordType, record: CuratedRecord): string {
  return String((record as unknown as Record<string, unknown>)[type.nameField]);
}

function isConflict(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind === 'conflict';
}
