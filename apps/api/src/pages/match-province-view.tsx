import { type Assessment, jointGroups, parishesToActFor, type ProvinceCandidate } from '@chasqui/matching';
import type { JSX } from 'preact';
import { ELIGIBILITY_LABELS, LEVEL_LABELS } from '../views/labels.js';
import { figure, Score } from '../views/parts.js';

/** A GAD of the province with its whole judgement; only what is no secret of its plan is shown. */
export interface ProvinceMatch extends ProvinceCandidate {
  readonly assessment: Assessment;
}

const SPANISH_LIST = new Intl.ListFormat('es');
/** Enough names for a sentence. */
const MAX_NAMES = 6;

/**
 * One call over the GADs of a province, best first. Plans are their GAD's own: of others only the judgement is told and
 * the topics it rests on, never words of the plan.
 * @param urlOf page of the judgement for a GAD; null where the person may not look
 */
export function ProvinceMatches(props: {
  matches: readonly ProvinceMatch[];
  urlOf: (gadCode: string) => string | null;
}): JSX.Element {
  const { matches, urlOf } = props;
  const ordered = matches.toSorted((one, other) => rank(other) - rank(one));
  const able = matches.filter(({ assessment }) => assessment.eligibility !== 'fails').length;
  return (
    <>
      <p class="count">
        {matches.length} GAD; {able === 1 ? '1 puede' : `${able} pueden`} participar.
      </p>
      <JointHint matches={matches} />
      <ParishHint matches={matches} />
      <ul class="cards">
        {ordered.filter(isToldApart).map((match) => (
          <ProvinceCard match={match} url={urlOf(match.gadCode)} />
        ))}
      </ul>
      <Alike matches={ordered.filter((match) => !isToldApart(match))} urlOf={urlOf} />
    </>
  );
}

/** What can take part and has a plan is told one by one; of the others many are judged alike. */
function isToldApart({ assessment, hasPlan }: ProvinceMatch): boolean {
  return assessment.eligibility !== 'fails' && hasPlan;
}

/** GADs with one answer and one reason, together, so that the page stays short. */
function Alike(props: {
  matches: readonly ProvinceMatch[];
  urlOf: (gadCode: string) => string | null;
}): JSX.Element {
  const groups = new Map<string, ProvinceMatch[]>();
  for (const match of props.matches) {
    const { eligibility, score } = match.assessment;
    const key = [eligibility, score, groundOf(match)].join('|');
    groups.set(key, [...(groups.get(key) ?? []), match]);
  }
  return (
    <>
      {[...groups.values()].map((alike) => (
        <details class="panel">
          <summary>
            {ELIGIBILITY_LABELS[alike[0]!.assessment.eligibility]}:{' '}
            {alike.length === 1 ? alike[0]!.gadName : `${alike.length} GAD`}
            {alike[0]!.assessment.score !== null && `, ${figure(alike[0]!.assessment.score)} de 100`}
          </summary>
          <p>{groundOf(alike[0]!)}</p>
          <ul>
            {alike.map(({ gadCode, gadName, hasPlan }) => {
              const url = props.urlOf(gadCode);
              return (
                <li>
                  {url ? <a href={url}>{gadName}</a> : gadName}
                  {!hasPlan && ' (sin PDOT cargado)'}
                </li>
              );
            })}
          </ul>
        </details>
      ))}
    </>
  );
}

function groundOf({ assessment }: ProvinceMatch): string {
  const failed = assessment.gates.find(({ answer }) => answer === 'fails');
  return failed?.reason ?? assessment.reasons[0]?.text ?? 'No se ven puntos en común.';
}

function rank({ assessment }: ProvinceMatch): number {
  return assessment.score ?? -1;
}

function ProvinceCard({ match, url }: { match: ProvinceMatch; url: string | null }): JSX.Element {
  const { assessment, gadName } = match;
  return (
    <li class="card">
      <p class="kicker">
        {LEVEL_LABELS[match.level]} · {match.hasPlan ? 'con prioridades del PDOT' : 'sin PDOT cargado'}
      </p>
      <h2>{url ? <a href={url}>{gadName}</a> : gadName}</h2>
      {assessment.score !== null && <Score value={assessment.score} />}
      <p class={`answer ${assessment.eligibility}`}>{ELIGIBILITY_LABELS[assessment.eligibility]}</p>
      <p>{groundOf(match)}</p>
    </li>
  );
}

function JointHint({ matches }: { matches: readonly ProvinceMatch[] }): JSX.Element | null {
  const groups = jointGroups(matches);
  if (groups.length === 0) return null;
  return (
    <section class="panel tour" aria-labelledby="juntos">
      <h2 id="juntos">Estos GAD podrían postular juntos</h2>
      <ul>
        {groups.map(({ topics, gads, sameLevel }) => (
          <li>
            {names(gads)}: sus planes comparten{' '}
            {SPANISH_LIST.format(topics.map(({ nameEs }) => `«${nameEs}»`))}.{' '}
            {sameLevel
              ? 'Son del mismo nivel: en mancomunidad si son vecinos, en consorcio si no lo son.'
              : 'Son de distinto nivel: en consorcio.'}
          </li>
        ))}
      </ul>
      <p class="quiet">Mancomunidades y consorcios: COOTAD arts. 285-290.</p>
    </section>
  );
}

function ParishHint({ matches }: { matches: readonly ProvinceMatch[] }): JSX.Element | null {
  const parishes = parishesToActFor(matches);
  const province = matches.find(({ level }) => level === 'provincial');
  if (parishes.length === 0 || !province || province.assessment.eligibility === 'fails') return null;
  return (
    <section class="panel tour" aria-labelledby="parroquias">
      <h2 id="parroquias">La prefectura puede actuar por sus parroquias</h2>
      <p>
        Les serviría y no pueden postular por su cuenta: {names(parishes)}. {province.gadName} puede hacerlo
        por ellas, con el consentimiento de cada junta parroquial.
      </p>
    </section>
  );
}

function names(gads: readonly ProvinceCandidate[]): string {
  const shown = gads.slice(0, MAX_NAMES).map(({ gadName }) => gadName);
  const others = gads.length - shown.length;
  return SPANISH_LIST.format(others > 0 ? [...shown, `${others} más`] : shown);
}
