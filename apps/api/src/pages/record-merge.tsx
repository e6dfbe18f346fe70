import {
  type CuratedRecord,
  fieldChange,
  fieldsOfType,
  type LikelyDuplicate,
  type LikelyDuplicates,
  type RecordType,
  sameFact,
} from '@chasqui/curation';
import type { JSX } from 'preact';
import { placeName } from './record-history.js';
import { factText, type Names, shortened } from './record-parts.js';
import { recordUrl } from './records-nav.js';

type Facts = Readonly<Record<string, unknown>>;

const REASONS: Readonly<Record<LikelyDuplicate['reason'], string>> = {
  acronym: 'Tienen las mismas siglas',
  alias: 'El nombre de una es otro nombre de la otra',
  name: 'Los nombres se parecen',
};

/** Pairs that may be one and the same record. */
export function DuplicatePairs({ type, pairs }: { type: RecordType; pairs: LikelyDuplicates }): JSX.Element {
  if (pairs.total === 0) return <p class="notice">No se ven fichas repetidas.</p>;
  return (
    <>
      <p class="count">
        {pairs.total === pairs.items.length
          ? `Parejas que se parecen: ${pairs.total}.`
          : `Parejas que se parecen: ${pairs.total}. Aquí están las ${pairs.items.length} más parecidas; al unir o corregir estas aparecen las demás.`}
      </p>
      <ul class="cards">
        {pairs.items.map((pair) => (
          <li class="card">
            <p class="kicker">{REASONS[pair.reason]}</p>
            <p>
              <a href={recordUrl(type, pair.oneId)}>{pair.one}</a>
              {' y '}
              <a href={recordUrl(type, pair.otherId)}>{pair.other}</a>
            </p>
            <p>
              <a
                class="button quiet"
                href={`${recordUrl(type, pair.oneId, 'unir')}?con=${pair.otherId}`}
                aria-label={`Comparar las dos: ${pair.one} y ${pair.other}`}
              >
                Comparar las dos
              </a>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Records to choose the one that stays from. */
export function MergeCandidates(props: {
  type: RecordType;
  record: CuratedRecord;
  candidates: readonly { readonly id: string; readonly name: string; readonly note: string }[];
}): JSX.Element {
  const { type, record, candidates } = props;
  return (
    <ul class="cards">
      {candidates.map(({ id, name, note }) => (
        <li class="card">
          {note && <p class="kicker">{note}</p>}
          <h2>
            <a href={recordUrl(type, id)}>{name}</a>
          </h2>
          <p>
            <a
              class="button quiet"
              href={`${recordUrl(type, record.id, 'unir')}?con=${id}`}
              aria-label={`Comparar las dos: ${name}`}
            >
              Comparar las dos
            </a>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Both records side by side and what would move, before anything is done. */
export function MergeConfirmation(props: {
  type: RecordType;
  record: CuratedRecord;
  target: CuratedRecord;
  counts: Readonly<Record<string, number>>;
  names: Names;
}): JSX.Element {
  const { type, record, target, counts, names } = props;
  const [leaving, staying] = [record, target] as unknown as readonly [Facts, Facts];
  const differing = fieldsOfType(type).filter(({ name }) => !sameFact(leaving[name], staying[name]));
  const moves = Object.entries(counts).filter(([, count]) => count > 0);
  const [leavingName, stayingName] = [String(leaving[type.nameField]), String(staying[type.nameField])];
  return (
    <>
      <section class="panel" aria-labelledby="que-pasa">
        <h2 id="que-pasa">Qué pasará</h2>
        <ul>
          <li>
            Se queda <strong>{stayingName}</strong>. La ficha de {leavingName} deja de publicarse y su
            dirección lleva a la que se queda.
          </li>
          {moves.length === 0 && <li>Nada depende de la ficha que se une.</li>}
          {moves.map(([place, count]) => (
            <li>{`Pasan a la que se queda: ${placeName(place)} (${count}).`}</li>
          ))}
          {'aliases' in staying && <li>Los nombres de la que se une quedan como otros nombres.</li>}
          <li>Los demás datos no se mezclan: si algo de la que se une falta en la otra, cópielo a mano.</li>
        </ul>
        <form method="post" action={recordUrl(type, record.id, 'unir')} class="inline">
          <input type="hidden" name="con" value={target.id} />
          <input type="hidden" name="revision" value={record.revision} />
          <button type="submit">Unir las dos fichas</button>
        </form>
        <p>
          <a href={`${recordUrl(type, target.id, 'unir')}?con=${record.id}`}>
            Al revés: que se quede {leavingName}
          </a>
        </p>
      </section>
      <h2>En qué difieren</h2>
      {differing.length === 0 && <p>En nada.</p>}
      <div class="scroll" tabIndex={0} role="region" aria-label="Comparación de las dos fichas">
        <table class="compare">
          <thead>
            <tr>
              <th scope="col">Dato</th>
              <th scope="col">{`Se une: ${leavingName}`}</th>
              <th scope="col">{`Se queda: ${stayingName}`}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((field) => (
              <tr>
                <th scope="row">{field.label}</th>
                {[leaving, staying].map((facts) => {
                  const said = fieldChange(field, null, facts[field.name], names);
                  const text = said.kind === 'single' ? factText(field, said.after) : said.added.join('; ');
                  return <td>{text ? shortened(text) : <em>vacío</em>}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
