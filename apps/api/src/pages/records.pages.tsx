import type { Person } from '@chasqui/accounts';
import {
  type CuratedRecord,
  CuratedRecords,
  fieldsOfType,
  formToInput,
  PROVENANCE,
  recordsOf,
  recordToInput,
  type RecordType,
} from '@chasqui/curation';
import { DomainError } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import {
  type RecordBody,
  recordBody,
  recordChoices,
  recordId,
  referenceNames,
  revisionIn,
  newTypeAt,
  typeAt,
} from './record-choices.js';
import { RecordFields } from './record-fields.js';
import { RecordList, type RecordListQuery, recordListQuery } from './record-list.js';
import { MeanwhileChanged, MergedHere, MergedNotice, VerifyForm } from './record-parts.js';
import { CurationNav, Done, newOne, RecordTabs, recordUrl } from './records-nav.js';

const HTML = 'text/html; charset=utf-8';
const doneQuery = z.object({ hecho: z.string().max(20).optional() });

type Input = Record<string, unknown>;

/** Lists and forms of every kind of record of the catalogue. */
@Controller('curaduria')
@Roles('curator')
export class RecordsPages {
  constructor(
    private readonly database: DataSource,
    private readonly records: CuratedRecords,
  ) {}

  /** Records of a type. `q` words, `dudas` only doubtful ones, `sin` unchecked since that day, `desde` key. */
  @Get(':path')
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Param('path') path: string,
    @Query({ schema: recordListQuery }) query: RecordListQuery,
  ): Promise<string> {
    const type = typeAt(path);
    const page = await recordsOf(this.database, type, {
      words: query.q,
      doubtful: query.dudas === 'si',
      uncheckedSince: query.sin || undefined,
      merged: query.unidas === 'si',
      after: query.desde,
    });
    const nameOf = await referenceNames(this.database.manager, type, page.items);
    return renderPage(
      { title: type.many, person, section: 'curation' },
      <>
        <CurationNav current={type.path} />
        <h1>{type.many}</h1>
        <RecordList type={type} query={query} page={page} nameOf={nameOf} />
      </>,
    );
  }

  /** The empty form. */
  @Get(':path/nueva')
  @Header('content-type', HTML)
  async blank(@CurrentPerson() person: Person, @Param('path') path: string): Promise<string> {
    return this.form(person, newTypeAt(path), null, {});
  }

  /** Enters a record, or shows the form again: with another row where `anadir` asks for it, or with what is wrong. */
  @Post(':path/nueva')
  async create(
    @CurrentPerson() person: Person,
    @Param('path') path: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const type = newTypeAt(path);
    return this.answer(person, type, null, body, reply, (input) =>
      this.records.create(type, input, person.id),
    );
  }

  /** The form of a record; of one that was merged, where it went. `hecho` tells what was just done. */
  @Get(':path/:record')
  @Header('content-type', HTML)
  async edit(
    @CurrentPerson() person: Person,
    @Param('path') path: string,
    @Param('record') id: string,
    @Query({ schema: doneQuery }) query: z.output<typeof doneQuery>,
  ): Promise<string> {
    const type = typeAt(path);
    const record = await this.records.get(type, recordId(id));
    return this.form(person, type, record, inputOf(type, record), undefined, query.hecho);
  }

  /** Changes a record, or shows the form again as `create` does. */
  @Post(':path/:record')
  async update(
    @CurrentPerson() person: Person,
    @Param('path') path: string,
    @Param('record') id: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const type = typeAt(path);
    const record = await this.records.get(type, recordId(id));
    return this.answer(person, type, record, body, reply, (input) =>
      this.records.update(type, id, revisionIn(body), input, person.id),
    );
  }

  /** Does the change and goes on, or shows the form again with all that was entered. */
  private async answer(
    person: Person,
    type: RecordType,
    record: CuratedRecord | null,
    body: RecordBody,
    reply: FastifyReply,
    change: (input: Input) => Promise<CuratedRecord>,
  ): Promise<string | undefined> {
    const input = formToInput(fieldsOfType(type), body);
    const group = body['anadir'];
    const rows = typeof group === 'string' ? input[group] : undefined;
    if (typeof group === 'string' && Array.isArray(rows)) {
      void reply.status(200).type(HTML);
      // The revision that the person saw: another row is no new look at the record.
      const kept = record && Object.assign(record, { revision: revisionIn(body) });
      return this.form(person, type, kept, { ...input, [group]: [...(rows as unknown[]), {}] });
    }
    try {
      const saved = await change(input);
      const done = record && saved.revision === record.revision ? 'igual' : 'guardado';
      void reply.status(303).header('location', `${recordUrl(type, saved.id)}?hecho=${done}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      // After a conflict the form carries today's revision: whoever has compared may save.
      const current = record && (await this.records.get(type, record.id));
      return this.form(person, type, current, input, error);
    }
  }

  private async form(
    person: Person,
    type: RecordType,
    record: CuratedRecord | null,
    input: Input,
    error?: DomainError,
    done?: string,
  ): Promise<string> {
    const fields = fieldsOfType(type);
    const choices = await recordChoices(this.database.manager, fields, record ? [record, input] : [input]);
    const duplicates = record
      ? (await recordsOf(this.database, type, { merged: true, where: { mergedIntoId: record.id } })).items
      : [];
    const name = record && String((record as unknown as Input)[type.nameField]);
    return renderPage(
      { title: name ?? newOne(type), person, section: 'curation' },
      <>
        <CurationNav current={type.path} />
        <h1>{name ?? newOne(type)}</h1>
        {record && <RecordTabs type={type} record={record} current="" />}
        <Done what={done} />
        {error && <FormErrors message={error.message} fields={error.fields} />}
        {error?.code === 'record.changed_meanwhile' && record && (
          <MeanwhileChanged fields={fields} record={record} input={input} choices={choices} />
        )}
        {record?.mergedIntoId && (
          <MergedNotice type={type} into={await this.records.get(type, record.mergedIntoId)} />
        )}
        {record && <MergedHere type={type} records={duplicates} />}
        {record && !record.mergedIntoId && <VerifyForm type={type} record={record} />}
        {(!record?.mergedIntoId || error) && (
          <form method="post" action={record ? recordUrl(type, record.id) : `/curaduria/${type.path}/nueva`}>
            {record && <input type="hidden" name="revision" value={record.revision} />}
            {/* The first button of a form is the one that the Enter key presses. */}
            <button type="submit">Guardar</button>
            <RecordFields
              sections={[...type.sections, PROVENANCE]}
              input={input}
              errors={error?.fields ?? []}
              choices={choices}
            />
            <button type="submit">Guardar</button>
          </form>
        )}
      </>,
    );
  }
}

function inputOf(type: RecordType, record: CuratedRecord): Input {
  return recordToInput(fieldsOfType(type), record as unknown as Input);
}
