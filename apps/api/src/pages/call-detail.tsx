import type { Person } from '@chasqui/accounts';
import {
  allDeadlines,
  type Call,
  callStatus,
  callStatusName,
  dateTexts,
  deadlineRoleName,
  type DatedDeadline,
  descriptionText,
  type Edition,
  type Editions,
} from '@chasqui/calls';
import { formatShortDate, safeHttpUrl } from '@chasqui/kernel';
import { amountText } from '@chasqui/notifications';
import { callPageJsonLd } from '@chasqui/open-data';
import type { Follow } from '@chasqui/subscriptions';
import { DIRECTION_LABELS } from '@chasqui/vocabularies';
import type { JSX } from 'preact';
import type { DataSource } from 'typeorm';
import { FORM_LABELS, KIND_LABELS, LANGUAGE_LABELS, LEVEL_LABELS, ROLE_LABELS } from '../views/labels.js';
import { JsonLd } from '../views/json-ld.js';
import { renderPage } from '../views/layout.js';
import { DeadlineView, DemoBadge } from '../views/parts.js';
import { countryName } from '../views/provenance.js';
import { Description } from '../views/safe-html.js';
import { FollowPanel } from './follow-panel.js';
import { type CallTrail, ChangeList, OpenConflicts, ReadFrom } from './call-origins-public.js';

/** Spanish names of the codes that a call carries. */
export interface CallNames {
  readonly themes: readonly string[];
  readonly sdgs: readonly string[];
  readonly agendas: readonly string[];
  readonly crsSectors: readonly string[];
  readonly mechanism: string | null;
}

/** The names of a call's codes, in one question. */
export async function callNames(database: DataSource, call: Call): Promise<CallNames> {
  const [names] = await database.query<[CallNames]>(
    `SELECT ARRAY(SELECT name_es FROM theme WHERE code = ANY($1) ORDER BY name_es) AS themes,
            ARRAY(SELECT number || '. ' || name_es FROM sdg WHERE number = ANY($2) ORDER BY number) AS sdgs,
            ARRAY(SELECT name_es FROM agenda WHERE code = ANY($3) ORDER BY name_es) AS agendas,
            ARRAY(SELECT code || ' ' || name_es FROM crs_sector WHERE code = ANY($4) ORDER BY code) AS "crsSectors",
            (SELECT name_es FROM mechanism WHERE code = $5) AS mechanism`,
    [call.themes, call.sdgs, call.agendas, call.crsSectors, call.mechanism],
  );
  return names;
}

/** Everything the public may know of a call. */
export function callDetailPage(options: {
  person: Person | null;
  call: Call;
  names: CallNames;
  editions: Editions;
  trail: CallTrail;
  /** How the person follows it; null when she does not. */
  follow: Follow | null;
  now: Date;
  publicUrl: string;
}): string {
  const { person, call, names, editions, trail, follow, now } = options;
  const description = descriptionText(call.summary).replaceAll(/\s+/g, ' ').slice(0, 160);
  const dates = allDeadlines(call);
  const source = safeHttpUrl(call.sourceUrl);
  return renderPage(
    { title: call.title, person, section: 'calls', description },
    <article>
      <p class="kicker">
        {KIND_LABELS[call.kind]} · <a href={`/cooperantes/${call.donor?.slug}`}>{call.donor?.nameEs}</a> ·{' '}
        {callStatusName(callStatus(call, now))} <DemoBadge isDemo={call.isDemo} />
      </p>
      <h1 lang={call.language}>{call.title}</h1>
      <section class="panel" aria-labelledby="cierre">
        <h2 id="cierre">Cierre</h2>
        <DeadlineView call={call} now={now} />
        <OpenConflicts conflicts={trail.conflicts} />
        {call.otherDeadlines.length > 0 && <Dates dates={dates} call={call} now={now} />}
        {dates.length > 0 && (
          <p>
            <a class="button quiet" href={`/convocatorias/${call.slug}/cierre.ics`}>
              Añadir a mi calendario
            </a>
          </p>
        )}
        <FollowPanel person={person} call={call} follow={follow} gadCode={null} followers={[]} now={now} />
      </section>
      <Description text={call.summary} language={call.language} />
      <CallFactList call={call} names={names} />
      <Documents call={call} />
      <EditionList call={call} editions={editions} />
      <ChangeList changes={trail.changes} />
      <p>
        Fuente:{' '}
        {source ? (
          <a href={source} rel="noopener nofollow">
            {new URL(source).hostname}
          </a>
        ) : (
          'no consta'
        )}
        .{' '}
        {call.verifiedOn
          ? `Comparada con su fuente el ${formatShortDate(call.verifiedOn)}.`
          : `Última revisión: ${formatShortDate(call.updatedAt)}.`}
      </p>
      <ReadFrom origins={trail.origins} />
      <JsonLd data={callPageJsonLd(call, options.publicUrl)} />
    </article>,
  );
}

/** All dates in the order of time; those that passed stay, marked. */
function Dates({
  dates,
  call,
  now,
}: {
  dates: readonly DatedDeadline[];
  call: Call;
  now: Date;
}): JSX.Element {
  return (
    <>
      <h3>Todas las fechas</h3>
      <ul>
        {dates.map((date) => {
          const texts = dateTexts(date, now);
          return (
            <li>
              <strong>{deadlineRoleName(date.role)}</strong>: {texts.reader}
              <span class="badge">{texts.remaining}</span>
              {texts.original && <div class="quiet">Hora original: {texts.original}</div>}
              {date.text && date.role !== 'close' && (
                <div class="quiet">
                  La fuente dice: «<span lang={call.language}>{date.text}</span>»
                </div>
              )}
              {texts.warning && <div class="quiet">{texts.warning}</div>}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function CallFactList({ call, names }: { call: Call; names: CallNames }): JSX.Element {
  const share = call.cofinancingPercent;
  return (
    <dl class="facts">
      <Fact label="Forma de apoyo" value={FORM_LABELS[call.financialForm]} />
      <Fact label="Monto" value={amountText(call)} />
      <Fact
        label="Contraparte"
        value={share === null ? '' : `al menos ${String(Number(share)).replace('.', ',')} % del costo`}
      />
      {call.fund && (
        <div>
          <dt>Fondo o programa</dt>
          <dd>
            <a href={`/fondos/${call.fund.slug}`}>{call.fund.nameEs}</a>
          </dd>
        </div>
      )}
      {call.edition && <Fact label="Edición" value={call.edition} language={call.language} />}
      <Fact label="Papel del GAD" value={call.gadRole ? ROLE_LABELS[call.gadRole] : ''} />
      {call.direction !== 'demand' && (
        <Fact label="Qué lleva el GAD" value={DIRECTION_LABELS[call.direction]} />
      )}
      <Fact label="Niveles de GAD" value={levelsText(call)} />
      <Fact
        label="Quién puede postular, según la fuente"
        value={call.applicantTypes.join('; ')}
        language={call.language}
      />
      {call.partnerRequirements && (
        <Fact label="Socios que exige" value={call.partnerRequirements} language={call.language} />
      )}
      <Fact label="Países" value={countriesText(call.countries)} />
      <Fact label="Temas" value={names.themes.join(', ')} />
      <Fact label="ODS" value={names.sdgs.join(', ')} />
      {names.agendas.length > 0 && <Fact label="Agendas mundiales" value={names.agendas.join('; ')} />}
      {names.crsSectors.length > 0 && <Fact label="Sectores CRS" value={names.crsSectors.join('; ')} />}
      {names.mechanism && <Fact label="Mecanismo de cooperación" value={names.mechanism} />}
      <Fact
        label="Documentos que hay que entregar"
        value={call.requiredDocuments.join('; ')}
        language={call.language}
      />
      {call.proposalLanguages.length > 0 && (
        <Fact label="Se puede presentar en" value={call.proposalLanguages.map(languageName).join(', ')} />
      )}
      <Fact label="Abre" value={call.opensOn ? formatShortDate(call.opensOn) : ''} />
      <Fact label="Idioma de la fuente" value={languageName(call.language)} />
    </dl>
  );
}

/** `language` marks words of the source; an empty value is said to be unknown. */
function Fact({ label, value, language }: { label: string; value: string; language?: string }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      {value ? <dd lang={language}>{value}</dd> : <dd>no consta</dd>}
    </div>
  );
}

function Documents({ call }: { call: Call }): JSX.Element | null {
  const links = call.documents.flatMap(({ title, url }) => {
    const safe = safeHttpUrl(url);
    return safe ? [{ title, safe }] : [];
  });
  if (links.length === 0) return null;
  return (
    <section aria-labelledby="documentos">
      <h2 id="documentos">Bases, formularios y anexos</h2>
      <ul>
        {links.map(({ title, safe }) => (
          <li>
            <a href={safe} rel="nofollow noopener" lang={call.language}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function EditionList({ call, editions }: { call: Call; editions: Editions }): JSX.Element | null {
  if (editions.earlier.length + editions.later.length === 0) return null;
  return (
    <section aria-labelledby="ediciones">
      <h2 id="ediciones">Otras ediciones</h2>
      {call.fund && (
        <p>
          Son ediciones de <a href={`/fondos/${call.fund.slug}`}>{call.fund.nameEs}</a>.
        </p>
      )}
      <EditionItems title="Siguientes" editions={editions.later} />
      <EditionItems title="Anteriores" editions={editions.earlier} />
    </section>
  );
}

function EditionItems({
  title,
  editions,
}: {
  title: string;
  editions: readonly Edition[];
}): JSX.Element | null {
  if (editions.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {editions.map((each) => (
          <li>
            {each.state === 'published' ? (
              <a href={`/convocatorias/${each.slug}`} lang={each.language}>
                {each.title}
              </a>
            ) : (
              <span lang={each.language}>{each.title}</span>
            )}
            <span class="quiet">{` ${editionDates(each)}`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function editionDates({ opensOn, closesAt }: Edition): string {
  const opens = opensOn && `abrió el ${formatShortDate(opensOn)}`;
  const closes = closesAt && `cierre: ${formatShortDate(closesAt)}`;
  return `(${[opens, closes].filter(Boolean).join('; ') || 'sin fechas'})`;
}

function levelsText(call: Call): string {
  if (call.gadLevels.length === 0) return '';
  const levels = call.gadLevels.map((level) => LEVEL_LABELS[level]).join(', ');
  return `${levels}${call.gadLevelsInferred ? ' (deducido)' : ''}`;
}

function languageName(code: string): string {
  return LANGUAGE_LABELS[code] ?? code;
}

function countriesText(countries: readonly string[]): string {
  return countries.includes('*') ? 'todos' : countries.map(countryName).join(', ');
}
