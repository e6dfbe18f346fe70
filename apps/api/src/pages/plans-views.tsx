import { formatAmount, formatShortDate } from '@chasqui/kernel';
import type { ComponentShare, DevelopmentPlan, PlanVocabulary, Priority } from '@chasqui/pdot';
import type { JSX } from 'preact';
import { Bars } from '../views/bars.js';
import { Fact, SiteLink } from '../views/provenance.js';

/** A GAD without plan: what that means and what to do. */
export function NoPlan({ editable }: { editable: boolean }): JSX.Element {
  return (
    <p class="notice">
      El PDOT de este GAD todavía no está cargado: las coincidencias se basan solo en sus competencias.{' '}
      {editable
        ? 'Cárguelo desde una hoja de cálculo; toma unos minutos.'
        : 'Puede cargarlo la persona oficial de cooperación del GAD.'}
    </p>
  );
}

/** The versions as tabs; the current one says so. */
export function VersionTabs(props: {
  versions: readonly DevelopmentPlan[];
  shown: DevelopmentPlan;
  base: string;
}): JSX.Element | null {
  if (props.versions.length < 2) return null;
  return (
    <nav class="tabs" aria-label="Versiones del plan">
      {props.versions.map(({ id, version, current, label }) => (
        <a
          href={current ? props.base : `${props.base}?version=${version}`}
          aria-current={id === props.shown.id ? 'page' : undefined}
        >
          {`${version}. ${label}${current ? ' (vigente)' : ''}`}
        </a>
      ))}
    </nav>
  );
}

export function PlanFacts({ plan }: { plan: DevelopmentPlan }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="plan">
      <h2 id="plan">
        {plan.label}
        {!plan.current && <span class="badge">Versión anterior</span>}
        {plan.isDemo && <span class="badge demo">Dato de demostración</span>}
      </h2>
      <dl class="facts">
        <Fact label="Vigencia" value={validity(plan)} />
        <Fact label="Aprobado por" value={plan.adoptedByEs} />
        <Fact label="Nota" value={plan.note} unknown={null} />
        {plan.sourceUrl && (
          <div>
            <dt>Documento</dt>
            <dd>
              <SiteLink url={plan.sourceUrl} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** "del 1 ene 2024 al 31 dic 2027" of whatever is known; null when nothing is. */
export function validity(period: { validFrom: string | null; validUntil: string | null }): string | null {
  const { validFrom, validUntil } = period;
  const parts = [
    validFrom && `desde el ${formatShortDate(validFrom)}`,
    validUntil && `hasta el ${formatShortDate(validUntil)}`,
  ].filter(Boolean);
  return parts.join(' ') || null;
}

/** What each component weighs: in money where the plan says it, else in priorities. */
export function ComponentFigure({ shares }: { shares: readonly ComponentShare[] }): JSX.Element {
  const money = shares.some(({ budget }) => budget !== null);
  const bars = shares.map(({ component, priorities, budget }) => ({
    label: component,
    value: money ? Number(budget ?? 0) : priorities,
    text: `${money ? `${budget ? formatAmount(budget, 'USD') : 'sin monto'} · ` : ''}${priorities === 1 ? '1 prioridad' : `${priorities} prioridades`}`,
  }));
  return <Bars caption={money ? 'Presupuesto por componente' : 'Prioridades por componente'} bars={bars} />;
}

/** The priorities under the headings of their components. */
export function PriorityList(props: {
  priorities: readonly Priority[];
  vocabulary: PlanVocabulary;
  editUrl: ((id: string) => string) | undefined;
}): JSX.Element {
  const { priorities, vocabulary, editUrl } = props;
  const names = new Map(vocabulary.themes.map(({ code, nameEs }) => [code, nameEs]));
  return (
    <>
      {byComponent(priorities).map(({ component, items }) => (
        <section>
          <h2>{component}</h2>
          <ol class="cards">
            {items.map((priority) => (
              <li class="card">
                <p class="kicker">
                  {[
                    `Prioridad ${priority.position}`,
                    priority.planCode && `código ${priority.planCode}`,
                    priority.objective,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                <h3>{priority.text}</h3>
                <dl class="facts">
                  <Fact label="Programa" value={priority.programme} unknown={null} />
                  <Fact
                    label="Presupuesto"
                    value={priority.budget && formatAmount(priority.budget, priority.currency)}
                    unknown={null}
                  />
                  <Fact label="Territorio" value={priority.territory} unknown={null} />
                  <Fact label="ODS" value={priority.sdgs.join(', ')} unknown={null} />
                  <Fact
                    label="Temas"
                    value={priority.themes.map((code) => names.get(code) ?? code).join(', ')}
                  />
                  <Fact label="Objetivo nacional" value={priority.nationalObjective} unknown={null} />
                </dl>
                {editUrl && (
                  <p>
                    <a href={editUrl(priority.id)} aria-label={`Corregir la prioridad ${priority.position}`}>
                      Corregir
                    </a>
                  </p>
                )}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

/** Neighbours of one component under one heading, in the order of the plan. */
function byComponent(priorities: readonly Priority[]): { component: string; items: Priority[] }[] {
  const groups: { component: string; items: Priority[] }[] = [];
  for (const priority of priorities) {
    const last = groups.at(-1);
    if (last?.component === priority.component) last.items.push(priority);
    else groups.push({ component: priority.component, items: [priority] });
  }
  return groups;
}
