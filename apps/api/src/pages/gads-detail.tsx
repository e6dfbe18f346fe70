import type { Competence } from '@chasqui/competences';
import {
  BACKING_LABELS,
  DIAGNOSIS_COMPONENTS,
  EXERCISE_LABELS,
  type Gad,
  type GadProfile,
  type OfferPage,
} from '@chasqui/gads';
import { formatShortDate, safeHttpUrl } from '@chasqui/kernel';
import type { NetworkMembership } from '@chasqui/networks';
import type { ComponentShare, DevelopmentPlan } from '@chasqui/pdot';
import { NETWORK_ROLE_LABELS } from '@chasqui/vocabularies';
import type { JSX } from 'preact';
import { LEVEL_LABELS } from '../views/labels.js';
import { Fact, SiteLink } from '../views/provenance.js';
import { DiagnosisFigure } from './gad-profile-diagnosis.js';
import { ComponentFigure, PlanFacts } from './plans-views.js';

export interface GadView {
  readonly gad: Gad;
  readonly parent: Gad | null;
  readonly profile: GadProfile | null;
  /** Those of every level, to name the exercised ones, and those that the law gives to this level. */
  readonly competences: { readonly all: readonly Competence[]; readonly own: readonly Competence[] };
  readonly offers: OfferPage;
  readonly memberships: readonly NetworkMembership[];
  readonly plan: DevelopmentPlan | null;
  readonly shares: readonly ComponentShare[];
  /** How many open calls suit it; null for people outside of the GAD. */
  readonly matches: number | null;
  /** Works for the GAD or curates: a GAD's judgement of itself is not for everybody. */
  readonly member: boolean;
}

const REGIMES: Readonly<Record<string, string>> = {
  regimen_especial_galapagos: 'Régimen especial de Galápagos (Constitución, art. 258)',
  distrito_metropolitano: 'Distrito metropolitano (Constitución, art. 247)',
};

const GALAPAGOS = '20';

/** The public page of a GAD. Only institutional data: people are never named. */
export function GadDetail(view: GadView): JSX.Element {
  const { gad, profile, matches, member } = view;
  return (
    <article>
      <p class="kicker">
        GAD {LEVEL_LABELS[gad.level].toLowerCase()} · {gad.province}
      </p>
      <h1>{gad.name}</h1>
      {matches !== null && (
        <p class="panel">
          <a href={`/gads/${gad.dpaCode}/coincidencias`}>
            {matches === 1
              ? 'Hay 1 convocatoria abierta en la que puede participar'
              : `Hay ${matches} convocatorias abiertas en las que puede participar`}
          </a>
        </p>
      )}
      <Identity {...view} />
      <Contacts profile={profile} />
      <PlanSummary {...view} />
      <Offers {...view} />
      <Competences {...view} />
      <TerritoryFlags profile={profile} />
      <LegalBacking profile={profile} />
      <Memberships {...view} />
      {member && profile && DIAGNOSIS_COMPONENTS.some((component) => profile.selfDiagnosis[component]) && (
        <section aria-labelledby="diagnostico">
          <h2 id="diagnostico">Autodiagnóstico para la cooperación</h2>
          <DiagnosisFigure diagnosis={profile.selfDiagnosis} on={profile.diagnosedOn} />
        </section>
      )}
    </article>
  );
}

function Identity({ gad, parent, profile }: GadView): JSX.Element {
  return (
    <dl class="facts">
      <Fact
        label="Territorio"
        value={[gad.territory, gad.level === 'parish' && gad.canton].filter(Boolean).join(', ')}
      />
      <Fact label="Provincia" value={gad.province} />
      {parent && (
        <div>
          <dt>Está en</dt>
          <dd>
            <a href={`/gads/${parent.dpaCode}`}>{parent.name}</a>
          </dd>
        </div>
      )}
      <Fact label="Cabecera" value={gad.seat} unknown={null} />
      <Fact
        label="Código DPA (INEC)"
        value={`${gad.dpaCode}${gad.codeConfirmed ? '' : ' (por confirmar con el INEC)'}`}
      />
      <Fact label="Régimen" value={regimeOf(gad)} />
      <Fact label="Existe desde" value={gad.validFrom && formatShortDate(gad.validFrom)} unknown={null} />
      <Fact
        label="Dejó de existir"
        value={gad.validUntil && formatShortDate(gad.validUntil)}
        unknown={null}
      />
      {profile?.population && (
        <Fact
          label="Población"
          value={`${profile.population.toLocaleString('es-EC')} habitantes (${profile.populationSourceEs})`}
        />
      )}
    </dl>
  );
}

function regimeOf(gad: Gad): string {
  const { specialRegime, level, provinceCode } = gad;
  if (specialRegime) return REGIMES[specialRegime] ?? specialRegime.replaceAll('_', ' ');
  if (level === 'metropolitan') return REGIMES['distrito_metropolitano']!;
  return provinceCode === GALAPAGOS ? 'En la provincia de régimen especial de Galápagos' : 'Ordinario';
}

function Contacts({ profile }: { profile: GadProfile | null }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="contacto">
      <h2 id="contacto">Unidad de cooperación</h2>
      {profile ? (
        <dl class="facts">
          <Fact label="Unidad" value={profile.unitEs} />
          <Fact label="Correo" value={profile.email} />
          <Fact label="Teléfono" value={profile.phone} unknown={null} />
          <Fact label="Dirección" value={profile.address} unknown={null} />
          {safeHttpUrl(profile.website) && (
            <div>
              <dt>Página web</dt>
              <dd>
                <SiteLink url={profile.website} />
              </dd>
            </div>
          )}
        </dl>
      ) : (
        <p>Este GAD todavía no ha escrito su perfil.</p>
      )}
    </section>
  );
}

/** The plan in figures; its texts are for its own people. */
function PlanSummary({ plan, shares }: GadView): JSX.Element {
  return (
    <section aria-labelledby="pdot">
      <h2 id="pdot">PDOT vigente</h2>
      {plan ? (
        <>
          <PlanFacts plan={plan} />
          <ComponentFigure shares={shares} />
        </>
      ) : (
        <p>No está cargado.</p>
      )}
    </section>
  );
}

function Offers({ gad, offers }: GadView): JSX.Element | null {
  if (offers.total === 0) return null;
  return (
    <section aria-labelledby="ofertas">
      <h2 id="ofertas">Qué puede enseñar o dar</h2>
      <ul>
        {offers.items.map(({ slug, titleEs, year }) => (
          <li>
            <a href={`/ofertas/${slug}`}>{titleEs}</a>
            {year && ` (${year})`}
          </li>
        ))}
      </ul>
      {offers.next && (
        <p>
          <a href={`/ofertas?gad=${gad.dpaCode}`}>Ver las {offers.total} ofertas</a>
        </p>
      )}
    </section>
  );
}

const KINDS = { exclusive: 'exclusiva', concurrent: 'concurrente', delegated: 'delegada' } as const;

function Competences({ competences, profile }: GadView): JSX.Element {
  const names = new Map(competences.all.map((each) => [each.code, each]));
  const exercised = profile?.competences ?? [];
  return (
    <section aria-labelledby="competencias">
      <h2 id="competencias">Competencias</h2>
      <details>
        <summary>Las {competences.own.length} que le da la ley</summary>
        <ul>
          {competences.own.map(({ code, text, legalBasis, kind }) => (
            <li>
              <strong>{code}</strong> {text}{' '}
              <span class="quiet">
                {KINDS[kind]}; {legalBasis}
              </span>
            </li>
          ))}
        </ul>
      </details>
      {exercised.length > 0 && (
        <>
          <h3>Además ejerce</h3>
          <ul>
            {exercised.map(({ code, kind, basisEs, from, until }) => (
              <li>
                <strong>{code}</strong> {names.get(code)?.text}{' '}
                <span class="quiet">
                  {EXERCISE_LABELS[kind]}; {basisEs}
                  {period(from, until)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function period(from: string | null, until: string | null): string {
  return `${from ? `, desde el ${formatShortDate(from)}` : ''}${until ? `, hasta el ${formatShortDate(until)}` : ''}`;
}

function TerritoryFlags({ profile }: { profile: GadProfile | null }): JSX.Element | null {
  if (!profile || profile.territoryFlags.length === 0) return null;
  return (
    <section aria-labelledby="declaraciones">
      <h2 id="declaraciones">Declaraciones sobre el territorio</h2>
      <ul>
        {profile.territoryFlags.map(({ labelEs, basisEs, from, until }) => (
          <li>
            <strong>{labelEs}</strong>{' '}
            <span class="quiet">
              {basisEs}
              {period(from, until)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LegalBacking({ profile }: { profile: GadProfile | null }): JSX.Element | null {
  if (!profile || profile.legalBacking.length === 0) return null;
  return (
    <section aria-labelledby="respaldo">
      <h2 id="respaldo">Respaldo legal</h2>
      <ul>
        {profile.legalBacking.map(({ title, rank, number, adoptedOn, url }) => {
          const address = safeHttpUrl(url);
          return (
            <li>
              {BACKING_LABELS[rank]}
              {number && ` ${number}`}: {address ? <a href={address}>{title}</a> : title}
              {adoptedOn && `, ${formatShortDate(adoptedOn)}`}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Memberships({ memberships }: GadView): JSX.Element | null {
  if (memberships.length === 0) return null;
  return (
    <section aria-labelledby="redes">
      <h2 id="redes">Redes</h2>
      <ul>
        {memberships.map(({ network, role, fromYear, untilYear }) => (
          <li>
            <a href={`/redes/${network!.slug}`}>{network!.nameEs}</a>,{' '}
            {NETWORK_ROLE_LABELS[role].toLowerCase()}
            {fromYear && `, desde ${fromYear}`}
            {untilYear && `, hasta ${untilYear}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
