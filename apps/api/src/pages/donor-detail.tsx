import { type VocabularyNames } from '@chasqui/curation';
import type { Donor, FrameworkAgreement } from '@chasqui/donors';
import { formatAmount, formatShortDate, localDate, safeHttpUrl } from '@chasqui/kernel';
import { donorJsonLd } from '@chasqui/open-data';
import type { JSX } from 'preact';
import type { DataSource } from 'typeorm';
import {
  DONOR_KIND_LABELS,
  DONOR_LEVEL_LABELS,
  FORM_LABELS,
  FUND_KIND_LABELS,
  PRESENCE_LABELS,
  ROLE_LABELS,
} from '../views/labels.js';
import { JsonLd } from '../views/json-ld.js';
import { absoluteUrl } from '../views/layout.js';
import { Paragraphs } from '../views/parts.js';
import { countryName, Fact, Provenance, SiteLink } from '../views/provenance.js';

interface Link {
  readonly slug: string;
  readonly name: string;
  readonly detail: string | null;
}

export interface DonorLinks {
  /** Address of the record that took its place. */
  readonly mergedInto: string | null;
  readonly funds: readonly { slug: string; name: string; kind: keyof typeof FUND_KIND_LABELS }[];
  /** The ten that close first, and how many there are. */
  readonly openCalls: readonly Link[];
  readonly openCallCount: number;
  readonly commissions: readonly Link[];
}

/** What hangs from a donor, in one statement. */
export async function donorLinks(database: DataSource, donor: Donor, now: Date): Promise<DonorLinks> {
  const [row] = await database.query<DonorLinks[]>(
    `SELECT (SELECT slug FROM donor WHERE id = $3) AS "mergedInto",
            coalesce((SELECT jsonb_agg(jsonb_build_object('slug', slug, 'name', name_es, 'kind', kind) ORDER BY name_es)
                        FROM fund WHERE donor_id = $1 AND merged_into_id IS NULL), '[]') AS funds,
            coalesce((SELECT jsonb_agg(jsonb_build_object('slug', slug, 'name', title, 'detail', language))
                        FROM (SELECT slug, title, language FROM call
                               WHERE donor_id = $1 AND state = 'published' AND (closes_at IS NULL OR closes_at > $2)
                               ORDER BY coalesce(closes_at, 'infinity'), id LIMIT 10) AS first), '[]') AS "openCalls",
            (SELECT count(*)::int FROM call
              WHERE donor_id = $1 AND state = 'published' AND (closes_at IS NULL OR closes_at > $2)) AS "openCallCount",
            coalesce((SELECT jsonb_agg(jsonb_build_object('slug', slug, 'name', partner_es, 'detail', denomination_es)
                                       ORDER BY partner_es)
                        FROM mixed_commission WHERE donor_id = $1 AND merged_into_id IS NULL), '[]') AS commissions`,
    [donor.id, now, donor.mergedIntoId],
  );
  return row!;
}

/** "Agencia Francesa de Desarrollo (AFD)", without saying the acronym twice. */
export function titleOf({ nameEs, acronym }: Pick<Donor, 'nameEs' | 'acronym'>): string {
  return acronym && !nameEs.includes(acronym) ? `${nameEs} (${acronym})` : nameEs;
}

/** Everything that is public of a donor. */
export function DonorDetail({
  donor,
  links,
  names,
  now,
}: {
  donor: Donor;
  links: DonorLinks;
  names: VocabularyNames;
  now: Date;
}): JSX.Element {
  const contacts = donor.contacts.filter(({ personal, kind }) => !personal && kind !== 'person');
  const list = (codes: readonly (string | number)[], of: ReadonlyMap<string, string>) =>
    codes.map((code) => of.get(String(code)) ?? String(code)).join(', ');
  return (
    <article>
      <p class="kicker">
        <a href="/cooperantes">Cooperantes</a> · {DONOR_KIND_LABELS[donor.kind]}
      </p>
      <h1>{titleOf(donor)}</h1>
      <Paragraphs text={donor.noteEs} />
      <dl class="facts">
        <Fact label="País" value={donor.country && countryName(donor.country)} unknown="varios o ninguno" />
        <Fact label="Nivel" value={donor.level && DONOR_LEVEL_LABELS[donor.level]} />
        <Fact
          label="Presencia en el Ecuador"
          value={`${PRESENCE_LABELS[donor.presence]}${donor.presenceCheckedOn ? `, confirmada el ${formatShortDate(donor.presenceCheckedOn)}` : ', sin confirmar'}`}
        />
        <Fact
          label="Formas de apoyo"
          value={donor.financialForms.map((code) => FORM_LABELS[code]).join(', ')}
        />
        <Fact label="Montos de apoyos conocidos (no son topes)" value={amountRange(donor)} />
        <Fact label="Papel de un GAD" value={donor.gadRoles.map((code) => ROLE_LABELS[code]).join(', ')} />
        <Fact label="Cómo se llega" value={donor.gadAccessEs} />
        <Fact label="Temas" value={list(donor.themes, names.themes)} />
        <Fact label="ODS" value={list(donor.sdgs, names.sdgs)} />
        <Fact label="Sectores" value={list(donor.crsSectors, names.crsSectors)} unknown={null} />
        <Fact label="También conocido como" value={donor.aliases.join('; ')} unknown={null} />
      </dl>
      {donor.website && (
        <p>
          Página web: <SiteLink url={donor.website} />
        </p>
      )}
      <TextList title="Condiciones" texts={donor.conditionsEs} />
      <Agreements agreements={donor.agreements} today={localDate(now)} />
      {donor.offices.length > 0 && (
        <section>
          <h2>Oficinas</h2>
          <ul>
            {donor.offices.map((office) => (
              <li>
                {office.place}
                {office.provinces.length > 0 && `: atiende ${list(office.provinces, names.provinces)}`}
                {office.note && `. ${office.note}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      <OpenCalls donor={donor} links={links} />
      {links.funds.length > 0 && (
        <section>
          <h2>Fondos y programas</h2>
          <ul>
            {links.funds.map((fund) => (
              <li>
                <a href={`/fondos/${fund.slug}`}>{fund.name}</a> ({FUND_KIND_LABELS[fund.kind].toLowerCase()})
              </li>
            ))}
          </ul>
        </section>
      )}
      {links.commissions.length > 0 && (
        <section>
          <h2>Comisiones</h2>
          <ul>
            {links.commissions.map((each) => (
              <li>
                <a href={`/comisiones/${each.slug}`}>
                  {each.detail} con {each.name}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {contacts.length > 0 && (
        <section>
          <h2>Contactos de la institución</h2>
          <ul>
            {contacts.map((contact) => (
              <li>
                {contact.kind === 'url' && safeHttpUrl(contact.value) ? (
                  <SiteLink url={contact.value} />
                ) : (
                  contact.value
                )}
                {contact.label && `, ${contact.label}`}{' '}
                <span class={contact.state === 'verified' ? 'badge' : 'badge doubt'}>
                  {contact.state === 'wrong'
                    ? 'equivocado en la fuente'
                    : contact.state === 'verified'
                      ? 'verificado'
                      : 'sin verificar'}
                  {contact.year && `, ${contact.year}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Provenance record={donor} />
      <JsonLd data={donorJsonLd(donor, absoluteUrl(`/cooperantes/${donor.slug}`))} />
    </article>
  );
}

function OpenCalls({ donor, links }: { donor: Donor; links: DonorLinks }): JSX.Element {
  return (
    <section>
      <h2>Convocatorias abiertas</h2>
      {links.openCallCount === 0 && <p class="quiet">Ninguna publicada ahora.</p>}
      <ul>
        {links.openCalls.map((call) => (
          <li>
            <a href={`/convocatorias/${call.slug}`} lang={call.detail ?? undefined}>
              {call.name}
            </a>
          </li>
        ))}
      </ul>
      {links.openCallCount > links.openCalls.length && (
        <p>
          <a href={`/buscar?tipo=call&cooperante=${donor.slug}`}>Ver las {links.openCallCount}</a>
        </p>
      )}
    </section>
  );
}

function Agreements({
  agreements,
  today,
}: {
  agreements: readonly FrameworkAgreement[];
  today: string;
}): JSX.Element | null {
  if (agreements.length === 0) return null;
  return (
    <section>
      <h2>Convenios marco con el Ecuador</h2>
      <ul>
        {agreements.map((agreement) => (
          <li>
            <strong>{agreement.title}</strong>{' '}
            {agreement.until && agreement.until < today && <span class="badge doubt">vencido</span>}
            {agreement.axes.length > 0 && <> Ejes: {agreement.axes.join(', ')}.</>}
            {agreement.from && <> Desde el {formatShortDate(agreement.from)}.</>}
            {agreement.until && <> Hasta el {formatShortDate(agreement.until)}.</>}
            {agreement.note && <> {agreement.note}</>} <SiteLink url={agreement.url} text="Ver el texto" />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TextList({ title, texts }: { title: string; texts: readonly string[] }): JSX.Element | null {
  return texts.length > 0 ? (
    <section>
      <h2>{title}</h2>
      <ul>
        {texts.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </section>
  ) : null;
}

function amountRange(donor: Donor): string {
  const { amountMin, amountMax, currency } = donor;
  if (amountMin && amountMin === amountMax) return `${formatAmount(amountMin, currency)}, un solo caso`;
  if (amountMin && amountMax)
    return `de ${formatAmount(amountMin, currency)} a ${formatAmount(amountMax, currency)}`;
  if (amountMin) return `desde ${formatAmount(amountMin, currency)}`;
  return amountMax ? `hasta ${formatAmount(amountMax, currency)}` : '';
}
