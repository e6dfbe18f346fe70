import {
  type CuratedRecord,
  type FactSource,
  type Field,
  fieldChange,
  type FieldChange,
  readFields,
  type RecordType,
  sameFact,
  settled,
} from '@chasqui/curation';
import { formatAmount, formatShortDate, safeHttpUrl } from '@chasqui/kernel';
import type { JSX } from 'preact';
import type { RecordChoices } from './record-fields.js';
import { recordUrl } from './records-nav.js';

const COUNTRIES = new Intl.DisplayNames('es', { type: 'region', fallback: 'code' });

/** When somebody last compared a record with its source. */
export function CheckedBadge(props: { verifiedOn: string | null; readOn: string | null }): JSX.Element {
  const { verifiedOn, readOn } = props;
  if (verifiedOn) return <span class="badge first">Verificada el {formatShortDate(verifiedOn)}</span>;
  return (
    <span class="badge demo first">
      {readOn ? `Sin verificar; leída el ${formatShortDate(readOn)}` : 'Sin verificar'}
    </span>
  );
}

/** The sources of a record as links, for whoever is going to compare it with them. */
export function SourceLinks({ sources }: { sources: readonly FactSource[] }): JSX.Element {
  return (
    <ul class="plain">
      {sources.map(({ title, place, url }) => {
        const safe = safeHttpUrl(url);
        return (
          <li>
            {safe ? (
              <a href={safe} rel="nofollow noopener">
                {title}
              </a>
            ) : (
              title
            )}
            {place && `, ${place}`}
          </li>
        );
      })}
    </ul>
  );
}

/** "Lo comparé con su fuente hoy", with the sources at hand. */
export function VerifyForm({ type, record }: { type: RecordType; record: CuratedRecord }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="comparar">
      <h2 id="comparar">¿Sigue diciendo lo mismo su fuente?</h2>
      <p>
        <CheckedBadge verifiedOn={record.verifiedOn} readOn={record.readOn} />
      </p>
      <SourceLinks sources={record.sources} />
      <VerifyButton path={type.path} id={record.id} revision={record.revision} />
    </section>
  );
}

export function VerifyButton(props: {
  path: string;
  id: string;
  revision: number;
  /** Name of the record, where several buttons stand on one page. */
  name?: string;
  /** Page to come back to. */
  back?: string;
}): JSX.Element {
  return (
    <form method="post" action={`/curaduria/${props.path}/${props.id}/verificar`} class="inline">
      <input type="hidden" name="revision" value={props.revision} />
      {props.back && <input type="hidden" name="volver" value={props.back} />}
      <button
        type="submit"
        class="quiet"
        aria-label={props.name && `Lo comparé con su fuente hoy: ${props.name}`}
      >
        Lo comparé con su fuente hoy
      </button>
    </form>
  );
}

/** Where a duplicate went. */
export function MergedNotice({ type, into }: { type: RecordType; into: CuratedRecord }): JSX.Element {
  const name = String((into as unknown as Record<string, unknown>)[type.nameField]);
  return (
    <p class="notice">
      {`${type.feminine ? 'Esta' : 'Este'} ${type.one} se unió a `}
      <a href={recordUrl(type, into.id)}>{name}</a>
      {'. Cambie la ficha que quedó. Si no son lo mismo, deshaga la unión en el historial.'}
    </p>
  );
}

/** The duplicates that a record took in. */
export function MergedHere(props: {
  type: RecordType;
  records: readonly CuratedRecord[];
}): JSX.Element | null {
  const { type, records } = props;
  if (records.length === 0) return null;
  return (
    <p class="quiet">
      {'Se le unieron: '}
      {records.map((record, index) => (
        <>
          {index > 0 && '; '}
          <a href={recordUrl(type, record.id)}>
            {String((record as unknown as Record<string, unknown>)[type.nameField])}
          </a>
        </>
      ))}
    </p>
  );
}

/** After a conflict: in what the stored record and the form differ, so that the person can compare and decide. */
export function MeanwhileChanged(props: {
  fields: readonly Field[];
  record: CuratedRecord;
  input: Readonly<Record<string, unknown>>;
  choices: RecordChoices;
}): JSX.Element {
  const { fields, record, input, choices } = props;
  const names = namesIn(choices);
  const stored = record as unknown as Readonly<Record<string, unknown>>;
  const entered = settled(fields, stored, readFields(fields, input).values);
  // What cannot be read is not among the values, so it counts as different.
  const differing = fields.filter(
    ({ name }) => !Object.hasOwn(entered, name) || !sameFact(stored[name], entered[name]),
  );
  return (
    <section class="panel" aria-labelledby="diferencias">
      <h2 id="diferencias">En qué difieren la ficha guardada y su formulario</h2>
      {differing.length === 0 && <p>En nada: lo que usted escribió ya está guardado.</p>}
      <ul>
        {differing.map((field) => (
          <li>
            <a href={`#${field.name}`}>{field.label}</a>:{' '}
            {`la ficha guardada dice «${shortened(storedText(field, record, names)) || 'nada'}»`}
          </li>
        ))}
      </ul>
      <p>Si vuelve a guardar, queda lo que dice su formulario.</p>
    </section>
  );
}

function storedText(field: Field, record: object, names: Names): string {
  const value = (record as unknown as Record<string, unknown>)[field.name];
  const change = fieldChange(field, null, value, names);
  return change.kind === 'single' ? factText(field, change.after) : change.added.join('; ');
}

export type Names = (vocabulary: string, code: string) => string;

/** Names of codes and of other records. */
export function namesIn(choices: Pick<RecordChoices, 'vocabularies' | 'nameOf'>): Names {
  return (vocabulary, code) => {
    const codes = (choices.vocabularies as Readonly<Record<string, ReadonlyMap<string, string>>>)[vocabulary];
    return codes ? (codes.get(code) ?? code) : choices.nameOf(vocabulary, code);
  };
}

/** A single fact as people read it: dates, amounts and countries in words. */
export function factText(field: Field, text: string): string {
  if (!text) return '';
  switch (field.kind) {
    case 'date':
      return formatShortDate(text);
    case 'local-time':
      return `${formatShortDate(text)}, ${text.slice(11)}`;
    case 'amount':
      return formatAmount(text, null);
    case 'country':
      return COUNTRIES.of(text) ?? text;
    default:
      return text;
  }
}

const SHOWN_MAX = 600;

/** Long texts are cut: the page is for comparing, the record has them whole. */
export function shortened(text: string): string {
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}… (sigue)` : text;
}

/** What a change did to a field. `language` is that of the values, where it is not Spanish. */
export function ChangeView({
  field,
  change,
  language,
}: {
  field: Field;
  change: FieldChange;
  language?: string | undefined;
}): JSX.Element {
  if (change.kind === 'list') {
    return (
      <ul class="plain">
        {change.removed.map((part) => (
          <li>
            Se quitó: <del lang={language}>{shortened(part)}</del>
          </li>
        ))}
        {change.added.map((part) => (
          <li>
            Se añadió: <ins lang={language}>{shortened(part)}</ins>
          </li>
        ))}
        {change.added.length + change.removed.length === 0 && <li>Cambió el orden</li>}
        {change.kept > 0 && <li class="quiet">{`Sin cambios: ${change.kept}`}</li>}
      </ul>
    );
  }
  return (
    <ul class="plain">
      <li>
        Antes:{' '}
        {change.before ? (
          <del lang={language}>{shortened(factText(field, change.before))}</del>
        ) : (
          <em>vacío</em>
        )}
      </li>
      <li>
        Después:{' '}
        {change.after ? (
          <ins lang={language}>{shortened(factText(field, change.after))}</ins>
        ) : (
          <em>vacío</em>
        )}
      </li>
    </ul>
  );
}
