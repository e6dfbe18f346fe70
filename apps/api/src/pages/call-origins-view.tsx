import type { Call } from '@chasqui/calls';
import type { ExtractedField } from '@chasqui/extraction';
import {
  EXTRACTED_FIELD_LABELS,
  EXTRACTED_FIELDS,
  REIMPORT_POLICIES,
  REIMPORT_POLICY_HELP,
  REIMPORT_POLICY_LABELS,
  type ReimportPolicy,
  type ShownOrigin,
} from '@chasqui/intake';
import type { JSX } from 'preact';
import { callUrl } from './call-parts.js';
import { currentText } from './finding-values.js';
import { SourceAddress } from './finding-original.js';
import { momentText, ruleInWords } from './finding-words.js';
import type { RecordBody } from './record-choices.js';
import { type Names, shortened } from './record-parts.js';

/** The policies that a form chooses, by field. What is none is left for the service to refuse. */
export type Policies = Readonly<Partial<Record<ExtractedField, string>>>;

const policyName = (field: ExtractedField) => `politica.${field}`;

/** An empty choice leaves a field as it is. */
export function policiesIn(body: RecordBody): Policies {
  return Object.fromEntries(
    EXTRACTED_FIELDS.flatMap((field) => {
      const chosen = body[policyName(field)];
      return typeof chosen === 'string' && chosen ? [[field, chosen]] : [];
    }),
  );
}

interface OriginProps {
  readonly call: Call;
  readonly people: ReadonlyMap<string, string>;
  readonly names: Names;
  /** What was chosen in a form that is shown again. */
  readonly chosen: Policies;
}

/** Every fact with its source, its words, who confirmed it and what a new reading may do with it. */
export function OriginForm({
  origins,
  ...props
}: OriginProps & { origins: readonly ShownOrigin[] }): JSX.Element {
  const told = new Set(origins.map(({ field }) => field));
  const others = EXTRACTED_FIELDS.filter((field) => !told.has(field));
  return (
    <form method="post" action={callUrl(props.call.id, 'origenes')}>
      {origins.length === 0 && (
        <p class="notice">Ninguna fuente dio los datos de esta convocatoria: los ingresó una persona.</p>
      )}
      <section class="panel" aria-labelledby="politicas">
        <h2 id="politicas">Cuando la fuente cambie un dato</h2>
        <dl class="facts">
          {REIMPORT_POLICIES.map((policy) => (
            <div>
              <dt>{REIMPORT_POLICY_LABELS[policy]}</dt>
              <dd>{REIMPORT_POLICY_HELP[policy]}</dd>
            </div>
          ))}
        </dl>
      </section>
      <ul class="cards">
        {origins.map((origin) => (
          <OriginCard origin={origin} {...props} />
        ))}
      </ul>
      <button type="submit">Guardar</button>
      <details>
        <summary>Datos que ninguna fuente ha dado</summary>
        <p class="quiet">Elija qué hacer si una fuente los da más adelante.</p>
        {others.map((field) => (
          <PolicyField field={field} policy={null} chosen={props.chosen} />
        ))}
        <button type="submit">Guardar</button>
      </details>
    </form>
  );
}

function OriginCard({
  origin,
  call,
  people,
  names,
  chosen,
}: OriginProps & { origin: ShownOrigin }): JSX.Element {
  const { field, words, part, rule, policy } = origin;
  const value = currentText(origin, call, names);
  return (
    <li class="card" id={`dato-${field}`}>
      <h2>{EXTRACTED_FIELD_LABELS[field]}</h2>
      <p>
        <OriginBadge origin={origin} />
      </p>
      <dl class="facts">
        <div>
          <dt>La ficha dice</dt>
          <dd>{value ? <span lang={call.language}>{value}</span> : <em>nada</em>}</dd>
        </div>
        {words && (
          <div>
            <dt>Palabras de la fuente</dt>
            <dd>
              <q lang={call.language}>{shortened(words)}</q>
              {part && <span class="quiet"> («{part}»)</span>}
            </dd>
          </div>
        )}
        {origin.sourceName && (
          <div>
            <dt>Fuente</dt>
            <dd>
              {origin.sourceName}
              {origin.url && (
                <>
                  {': '}
                  <SourceAddress url={origin.url} text={origin.url} />
                </>
              )}
              {origin.readAt && <span class="quiet">{` Leída el ${momentText(origin.readAt)}.`}</span>}
            </dd>
          </div>
        )}
        {rule && origin.setBy === 'source' && (
          <div>
            <dt>Cómo se leyó</dt>
            <dd>{ruleInWords(rule)}</dd>
          </div>
        )}
        <div>
          <dt>Confirmación</dt>
          <dd>{confirmation(origin, people)}</dd>
        </div>
      </dl>
      <PolicyField field={field} policy={policy} chosen={chosen} />
    </li>
  );
}

function OriginBadge({ origin }: { origin: ShownOrigin }): JSX.Element {
  if (origin.setBy === 'person') return <span class="badge first">Puesto por una persona</span>;
  return origin.confirmedAt ? (
    <span class="badge first">Leído y confirmado</span>
  ) : (
    <span class="badge doubt first">Leído por regla, sin confirmar</span>
  );
}

function confirmation(
  { confirmedAt, confirmedBy }: ShownOrigin,
  people: ReadonlyMap<string, string>,
): string {
  if (!confirmedAt) return 'Nadie lo ha confirmado todavía.';
  const who = (confirmedBy && people.get(confirmedBy)) ?? 'alguien que ya no tiene cuenta';
  return `${who}, el ${momentText(confirmedAt)}.`;
}

function PolicyField(props: {
  field: ExtractedField;
  policy: ReimportPolicy | null;
  chosen: Policies;
}): JSX.Element {
  const { field, policy, chosen } = props;
  const name = policyName(field);
  const current = chosen[field] ?? policy ?? '';
  return (
    <div class="field">
      <label for={name}>{`Si la fuente lo cambia: ${EXTRACTED_FIELD_LABELS[field].toLowerCase()}`}</label>
      <select id={name} name={name}>
        {policy === null && <option value="">Lo usual para este dato</option>}
        {REIMPORT_POLICIES.map((each) => (
          <option value={each} selected={each === current}>
            {REIMPORT_POLICY_LABELS[each]}
          </option>
        ))}
      </select>
    </div>
  );
}
