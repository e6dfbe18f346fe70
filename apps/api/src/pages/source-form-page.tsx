import type { Person } from '@chasqui/accounts';
import { type DomainError, formatShortDate } from '@chasqui/kernel';
import { adapterOf, type SourcePreview, type SourceSheet } from '@chasqui/sources';
import type { JSX } from 'preact';
import type { DataSource } from 'typeorm';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { recordChoices } from './record-choices.js';
import { CurationNav } from './records-nav.js';
import { draftOf, FACTS, type SourceDraft } from './source-draft.js';
import { SourceDifferences, SourceForm } from './source-form.js';
import { SourceTabs, sourceUrl } from './source-parts.js';
import { PreviewView } from './source-preview-view.js';
import { AnalyseForm } from './source-proposals.js';

export interface SourceFormPage {
  readonly person: Person;
  /** Null while it is new. */
  readonly sheet: SourceSheet | null;
  readonly draft: SourceDraft;
  readonly error?: DomainError | undefined;
  readonly preview?: SourcePreview | undefined;
  /** The version that the form was made from; today's when absent. */
  readonly revision?: number | undefined;
}

/** The form of a source, with what a preview showed or with what is wrong. */
export async function sourceFormPage(database: DataSource, page: SourceFormPage): Promise<string> {
  const { person, sheet, draft, error, preview } = page;
  const stored = sheet && draftOf(sheet.source, sheet.definition);
  const choices = await recordChoices(
    database.manager,
    FACTS,
    stored ? [stored.form, draft.form] : [draft.form],
  );
  const title = sheet ? 'Editar fuente' : 'Añadir fuente';
  return renderPage(
    { title: sheet ? `${title}: ${sheet.source.nameEs}` : title, person, section: 'curation' },
    <>
      <CurationNav current="fuentes" />
      <h1>{title}</h1>
      {sheet && <p>{sheet.source.nameEs}</p>}
      {sheet && <SourceTabs slug={sheet.source.slug} current="editar" />}
      {error && <FormErrors message={error.message} fields={error.fields} />}
      {sheet && stored && error?.code === 'source.changed_meanwhile' && (
        <SourceDifferences stored={stored} draft={draft} nameOf={choices.nameOf} />
      )}
      {preview && <PreviewView preview={preview} />}
      {sheet && <Guesses sheet={sheet} />}
      <SourceForm
        draft={draft}
        action={sheet ? sourceUrl(sheet.source.slug, 'editar') : '/curaduria/fuentes/nueva'}
        choices={choices}
        errors={error?.fields ?? []}
        revision={sheet && (page.revision ?? sheet.source.revision)}
      />
      {sheet && <AnotherWay sheet={sheet} />}
    </>,
  );
}

function Guesses({ sheet }: { sheet: SourceSheet }): JSX.Element | null {
  if (sheet.guesses.length === 0) return null;
  return (
    <p class="notice">
      <strong>Selectores supuestos:</strong> nadie los ha comparado con la página real. Compruébelos con la
      vista previa.
    </p>
  );
}

function AnotherWay({ sheet }: { sheet: SourceSheet }): JSX.Element {
  const { source, definition } = sheet;
  return (
    <section class="panel" aria-labelledby="de-nuevo">
      <h2 id="de-nuevo">¿Cambió la página?</h2>
      <p>
        Chasqui puede mirarla otra vez y proponer cómo leerla. Ahora se lee como «
        {adapterOf(definition.adapter).label}» desde el {formatShortDate(definition.createdAt)}.
      </p>
      <AnalyseForm address={source.homeUrl} slug={source.slug} quiet />
    </section>
  );
}
