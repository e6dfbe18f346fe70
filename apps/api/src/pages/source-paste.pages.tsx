import type { Person } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { type Field, resolveReferences, type Section } from '@chasqui/curation';
import { DomainError, invalid } from '@chasqui/kernel';
import { type HandedOver, Sources, type TakenText, TakeText } from '@chasqui/sources';
import { Controller, Get, Header, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { recordChoices } from './record-choices.js';
import { RecordFields } from './record-fields.js';
import { CurationNav } from './records-nav.js';
import { type Form, textOf } from './source-config-form.js';
import { handSourceOf } from './source-hand.js';
import { HTML } from './source-parts.js';
import { TakenView } from './source-taken-view.js';
import { type SentFile, sentForm } from './source-upload.js';

const FIELDS: readonly Field[] = [
  {
    kind: 'url',
    name: 'address',
    label: 'Dirección de la convocatoria',
    help: 'La página o el PDF de una sola convocatoria (https://…).',
  },
  {
    kind: 'area',
    name: 'text',
    label: 'O su texto',
    help: 'Pegado de un correo, un documento o una red social. La primera línea es el título.',
  },
];
const DONOR: readonly Field[] = [
  {
    kind: 'reference',
    to: 'donor',
    name: 'donorId',
    label: 'Cooperante',
    help: 'Vacío si no lo sabe: se elige al revisar la novedad.',
  },
];
const WHAT: Section = { title: 'La convocatoria', fields: FIELDS };
const WHOSE: Section = { title: 'De quién es', fields: DONOR };

const addressQuery = z.object({ direccion: z.string().max(2000).default('').catch('') });

/** One call that a curator found by herself. */
@Controller('curaduria/fuentes')
@Roles('curator')
export class SourcePastePages {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly takeText: TakeText,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The form; `direccion` fills the address in. */
  @Get('pegar')
  @Header('content-type', HTML)
  async form(
    @CurrentPerson() person: Person,
    @Query({ schema: addressQuery }) query: z.output<typeof addressQuery>,
  ): Promise<string> {
    return this.page(person, { address: query.direccion });
  }

  /** Takes the call in, or shows the form again with what is wrong. The same call twice changes nothing. */
  @Post('pegar')
  async take(
    @CurrentPerson() person: Person,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    void reply.type(HTML);
    const { fields, file } = await sentForm(request);
    try {
      const given = handedOver(fields, file);
      const sourceId = await this.sourceFor(fields, person.id);
      const taken = await this.takeText.execute(sourceId, given, person.id);
      void reply.status(200);
      return takenPage(person, taken);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422);
      return this.page(person, fields, error);
    }
  }

  private async sourceFor(form: Form, actorId: string): Promise<string | null> {
    const { input, errors } = await resolveReferences(this.database.manager, DONOR, form);
    if (errors.length > 0) throw invalid('source.invalid', 'Revise el cooperante.', errors);
    const donorId = textOf(input['donorId']) || null;
    return handSourceOf(this.database, this.sources, donorId, this.settings.publicUrl, actorId);
  }

  private async page(person: Person, form: Form, error?: DomainError): Promise<string> {
    const choices = await recordChoices(this.database.manager, DONOR, [form]);
    const rest = { input: form, errors: error?.fields ?? [], choices };
    return renderPage(
      { title: 'Pegar una convocatoria', person, section: 'curation' },
      <>
        <CurationNav current="fuentes" />
        <h1>Pegar una convocatoria</h1>
        <p>
          Para una convocatoria suelta: dé su dirección, su texto o sus bases en PDF. Chasqui lee los datos y
          la convocatoria llegará a la <a href="/curaduria/novedades">cola de novedades</a>, donde usted los
          revisa.
        </p>
        {error && <FormErrors message={error.message} fields={error.fields} />}
        <form method="post" action="/curaduria/fuentes/pegar" encType="multipart/form-data">
          <RecordFields sections={[WHAT]} {...rest} />
          <div class="field">
            <label for="archivo">O sus bases en PDF</label>
            <p class="help" id="archivo-ayuda">
              Hasta 5 MB, con texto que se pueda seleccionar (no una foto).
            </p>
            <input id="archivo" name="archivo" type="file" accept=".pdf" aria-describedby="archivo-ayuda" />
          </div>
          <RecordFields sections={[WHOSE]} {...rest} />
          <p>
            <button type="submit">Leer la convocatoria</button>
          </p>
          <p class="help">
            Leer una dirección puede tardar hasta 60 segundos: la página responde cuando termina.
          </p>
        </form>
      </>,
    );
  }
}

/** @throws DomainError `source.nothing` unless exactly one thing was given */
function handedOver(fields: Form, file: SentFile | null): HandedOver {
  const address = textOf(fields['address']);
  const text = textOf(fields['text']);
  if ([address, text, file].filter(Boolean).length > 1) {
    throw invalid('source.nothing', 'Dé una sola cosa: la dirección, el texto o el PDF.', [
      { field: 'address', message: 'Deje llena solo una de las tres.' },
    ]);
  }
  if (address) return { kind: 'address', address };
  if (text) return { kind: 'text', text };
  if (!file) {
    throw invalid('source.nothing', 'Falta la convocatoria.', [
      { field: 'address', message: 'Escriba su dirección, pegue su texto o elija el PDF.' },
    ]);
  }
  if (!file.bytes.subarray(0, 1024).includes('%PDF-')) {
    throw invalid(
      'source.nothing',
      'Ese archivo no es un PDF. Para una hoja de cálculo use «Subir una hoja».',
      [{ field: 'archivo', message: 'Elija un PDF, o pegue el texto del documento.' }],
    );
  }
  return { kind: 'file', bytes: file.bytes, fileName: file.name };
}

/** What was taken in and where it goes. */
function takenPage(person: Person, taken: TakenText): string {
  return renderPage(
    { title: 'Convocatoria recibida', person, section: 'curation' },
    <>
      <CurationNav current="fuentes" />
      <h1>Convocatoria recibida</h1>
      <TakenView taken={taken} again={{ href: '/curaduria/fuentes/pegar', label: 'Pegar otra' }} />
    </>,
  );
}
