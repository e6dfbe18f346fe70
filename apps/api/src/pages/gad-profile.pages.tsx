import type { Person } from '@chasqui/accounts';
import { Competence } from '@chasqui/competences';
import { formToInput, type Section } from '@chasqui/curation';
import {
  DIAGNOSIS_COMPONENTS,
  DIAGNOSIS_FIELDS,
  DIAGNOSIS_LABELS,
  type GadProfile,
  GadProfiles,
  PROFILE_FIELDS,
  PROFILE_SECTIONS,
  requireGad,
} from '@chasqui/gads';
import { DomainError } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadRoles } from '../http/access.js';
import { RefreshMatches } from '../http/refresh-matches.interceptor.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { DiagnosisFigure } from './gad-profile-diagnosis.js';
import { inputOf } from './gad-profile-input.js';
import { GadNav } from './gads-nav.js';
import { type RecordBody, recordBody, recordChoices } from './record-choices.js';
import { RecordFields } from './record-fields.js';

const HTML = 'text/html; charset=utf-8';
const savedQuery = z.object({ guardado: z.literal('si').optional().catch(undefined) });
const FIELDS = [...PROFILE_FIELDS, ...DIAGNOSIS_FIELDS];
type Input = Record<string, unknown>;

/** What a GAD tells of itself, kept by its officer; curators may correct it. */
@Controller('gads/:gad/perfil')
@UseInterceptors(RefreshMatches)
@GadRoles(['officer'], { curators: true })
export class GadProfilePages {
  constructor(
    private readonly database: DataSource,
    private readonly profiles: GadProfiles,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async form(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: savedQuery }) query: z.output<typeof savedQuery>,
  ): Promise<string> {
    const profile = await this.profiles.find(code);
    return this.page(person, code, profile, inputOf(profile), { saved: query.guardado === 'si' });
  }

  /** Saves, or shows the form again: with another row where `anadir` asks for it, or with what is wrong. */
  @Post()
  async save(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const input = formToInput(FIELDS, body);
    const profile = await this.profiles.find(code);
    const group = body['anadir'];
    const rows = typeof group === 'string' ? input[group] : undefined;
    if (typeof group === 'string' && Array.isArray(rows)) {
      void reply.type(HTML);
      const more = { ...input, [group]: [...(rows as unknown[]), {}] };
      return this.page(person, code, profile, more, { revision: Number(body['revision']) });
    }
    try {
      await this.profiles.save(code, Number(body['revision']), input, person.id);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      // After a conflict the form carries today's revision: whoever has compared may save.
      return this.page(person, code, await this.profiles.find(code), input, { error });
    }
    void reply.status(303).header('location', `/gads/${code}/perfil?guardado=si`);
    return undefined;
  }

  private async page(
    person: Person,
    code: string,
    profile: GadProfile | null,
    input: Input,
    view: { error?: DomainError; saved?: boolean; revision?: number },
  ): Promise<string> {
    const { error, saved, revision = profile?.revision ?? 0 } = view;
    const { manager } = this.database;
    const [gad, choices, competences] = await Promise.all([
      requireGad(manager, code),
      recordChoices(manager, FIELDS, []),
      manager.find(Competence, { order: { code: 'ASC' } }),
    ]);
    return renderPage(
      { title: `Perfil: ${gad.name}`, person, section: 'gad' },
      <>
        <GadNav gad={gad} person={person} current="perfil" />
        <h1>Perfil: {gad.name}</h1>
        <p>
          Se publica en <a href={`/gads/${code}`}>la ficha del GAD</a>. El autodiagnóstico solo lo ven su GAD
          y la curaduría. Escriba solo datos de la institución, nunca nombres ni correos de personas.
        </p>
        {profile && (
          <p>
            <a href={`/gads/${code}/perfil/historial`}>Quién cambió qué, y deshacer</a>
          </p>
        )}
        {saved && (
          <p class="done" role="status">
            El perfil se guardó.
          </p>
        )}
        {error && <FormErrors message={error.message} fields={error.fields} />}
        <form method="post" action={`/gads/${code}/perfil`}>
          <input type="hidden" name="revision" value={revision} />
          {/* The first button of a form is the one that the Enter key presses. */}
          <button type="submit">Guardar</button>
          <RecordFields
            sections={[...PROFILE_SECTIONS, ...DIAGNOSIS_SECTIONS]}
            input={input}
            errors={error?.fields ?? []}
            choices={choices}
          />
          <button type="submit">Guardar</button>
        </form>
        {profile && (
          <section aria-labelledby="resultado">
            <h2 id="resultado">Resultado del autodiagnóstico guardado</h2>
            <DiagnosisFigure diagnosis={profile.selfDiagnosis} on={profile.diagnosedOn} />
          </section>
        )}
        <CompetenceCodes competences={competences} />
      </>,
    );
  }
}

/** One heading per component of institutional strengthening, with its two fields. */
const DIAGNOSIS_SECTIONS: readonly Section[] = DIAGNOSIS_COMPONENTS.map((component, index) => ({
  title: `Autodiagnóstico ${index + 1} de 6: ${DIAGNOSIS_LABELS[component].title.toLowerCase()}`,
  fields: DIAGNOSIS_FIELDS.filter(({ name }) => name.startsWith(`${component}.`)),
}));

function CompetenceCodes({ competences }: { competences: readonly Competence[] }): JSX.Element {
  return (
    <details>
      <summary>Códigos de las competencias de todos los niveles</summary>
      <ul>
        {competences.map(({ code, text }) => (
          <li>
            <strong>{code}</strong> {text}
          </li>
        ))}
      </ul>
    </details>
  );
}
