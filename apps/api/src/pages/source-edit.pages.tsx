import type { Person } from '@chasqui/accounts';
import { DomainError } from '@chasqui/kernel';
import { PreviewSource, sourceBySlug, type SourceSheet, Sources } from '@chasqui/sources';
import { Body, Controller, Get, Header, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { type RecordBody, recordBody, revisionIn } from './record-choices.js';
import {
  blankDraft,
  checkedConfig,
  definitionMark,
  draftError,
  draftOf,
  factsOf,
  kindIn,
  readDraft,
  type SourceDraft,
  toSourceInput,
  withAnotherRow,
} from './source-draft.js';
import { sourceFormPage } from './source-form-page.js';
import { HTML, sourceUrl } from './source-parts.js';
import { chosenProposal } from './source-proposals.js';
import { sourceStartPage } from './source-start-page.js';

const kindQuery = z.object({ tipo: z.string().max(40).optional() });

/** The form of a source: filled in, tried before it is saved, saved. */
@Controller('curaduria/fuentes')
@Roles('curator')
export class SourceEditPages {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly preview: PreviewSource,
  ) {}

  /** Asks for the address; with `tipo`, the empty form of a kind of source. */
  @Get('nueva')
  @Header('content-type', HTML)
  async blank(
    @CurrentPerson() person: Person,
    @Query({ schema: kindQuery }) query: z.output<typeof kindQuery>,
  ): Promise<string> {
    const kind = kindIn(query.tipo);
    if (!kind) return sourceStartPage({ person, sheet: null, address: '' });
    return sourceFormPage(this.database, { person, sheet: null, draft: blankDraft(kind, {}) });
  }

  /**
   * What `hacer` asks for: `proponer` fills the form in with a proposal, `probar` shows what the source would bring,
   * `guardar` adds it. Refused, the form comes back with all that was typed.
   */
  @Post('nueva')
  async create(
    @CurrentPerson() person: Person,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(person, null, body, reply);
  }

  /** The form of a source; with `tipo`, to read it in another way. */
  @Get(':slug/editar')
  @Header('content-type', HTML)
  async edit(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Query({ schema: kindQuery }) query: z.output<typeof kindQuery>,
  ): Promise<string> {
    const sheet = await sourceBySlug(this.database, slug);
    const { source, definition } = sheet;
    const kind = kindIn(query.tipo);
    const draft =
      kind && kind !== definition.adapter ? blankDraft(kind, factsOf(source)) : draftOf(source, definition);
    return sourceFormPage(this.database, { person, sheet, draft });
  }

  /** As `create`, for a source that exists. */
  @Post(':slug/editar')
  async update(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(person, await sourceBySlug(this.database, slug), body, reply);
  }

  private async answer(
    person: Person,
    sheet: SourceSheet | null,
    body: RecordBody,
    reply: FastifyReply,
  ): Promise<string | undefined> {
    void reply.type(HTML);
    if (body['hacer'] === 'proponer') {
      void reply.status(200);
      const draft = chosenProposal(body, sheet && factsOf(sheet.source));
      return sourceFormPage(this.database, { person, sheet, draft });
    }
    const draft = readDraft(body);
    const revision = revisionIn(body);
    const longer = withAnotherRow(draft, body['anadir']);
    if (longer) {
      void reply.status(200);
      return sourceFormPage(this.database, { person, sheet, draft: longer, revision });
    }
    try {
      if (body['hacer'] === 'probar') return await this.tried(person, sheet, draft, revision, reply);
      void reply.status(303).header('location', await this.save(person, sheet, draft, revision));
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422);
      // After a conflict the form carries today's version: whoever has compared may save.
      const current = sheet && (await sourceBySlug(this.database, sheet.source.slug));
      return sourceFormPage(this.database, {
        person,
        sheet: current,
        draft,
        error: draftError(draft.kind, error),
        revision: error.kind === 'conflict' ? undefined : revision,
      });
    }
  }

  private async tried(
    person: Person,
    sheet: SourceSheet | null,
    draft: SourceDraft,
    revision: number,
    reply: FastifyReply,
  ): Promise<string> {
    const config = checkedConfig(draft, sheet && sheet.definition);
    const preview = await this.preview.execute(draft.kind, config);
    const tried = preview.fault ? '' : definitionMark(draft.kind, config);
    void reply.status(200);
    return sourceFormPage(this.database, { person, sheet, draft: { ...draft, tried }, preview, revision });
  }

  /** @returns where to go on */
  private async save(
    person: Person,
    sheet: SourceSheet | null,
    draft: SourceDraft,
    revision: number,
  ): Promise<string> {
    const stored = sheet && sheet.definition;
    const input = await toSourceInput(this.database, draft, stored);
    const saved = sheet
      ? await this.sources.update(sheet.source.id, revision, input, person.id)
      : await this.sources.create(input, person.id);
    return `${sourceUrl(saved.slug)}?hecho=${this.outcome(sheet, saved, draft)}`;
  }

  private outcome(
    sheet: SourceSheet | null,
    saved: { readonly revision: number; readonly definitionVersion: number },
    draft: SourceDraft,
  ): string {
    if (sheet && saved.revision === sheet.source.revision) return 'igual';
    const isNewWay = saved.definitionVersion !== sheet?.definition.version;
    const config = checkedConfig(draft, sheet && sheet.definition);
    if (isNewWay && draft.tried !== definitionMark(draft.kind, config)) return 'sin-probar';
    return sheet ? 'guardada' : 'creada';
  }
}
