import type { CuratedRecord } from '@chasqui/curation';
import { formatShortDate, safeHttpUrl } from '@chasqui/kernel';
import type { JSX } from 'preact';

/** When somebody last compared the record with its source. */
export function Checked({ record }: { record: Pick<CuratedRecord, 'verifiedOn' | 'readOn'> }): JSX.Element {
  return record.verifiedOn ? (
    <span class="badge">Verificado el {formatShortDate(record.verifiedOn)}</span>
  ) : (
    <span class="badge doubt">Sin verificar; leído el {formatShortDate(record.readOn)}</span>
  );
}

/** Where the facts of a record come from, how sure they are and what is doubtful about them. */
export function Provenance({ record }: { record: CuratedRecord }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="fuentes">
      <h2 id="fuentes">De dónde sale</h2>
      <p>
        <Checked record={record} /> Confianza {record.confidence}.
      </p>
      {record.doubtEs && (
        <p class="notice">
          <strong>Atención:</strong> {record.doubtEs}
        </p>
      )}
      <ul>
        {record.sources.map((source) => {
          const url = safeHttpUrl(source.url);
          return (
            <li>
              {url ? (
                <a href={url} rel="nofollow noopener">
                  {source.title}
                </a>
              ) : (
                source.title
              )}
              {source.place && `, ${source.place}`}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A fact with its label; nothing at all when it is not known and has no word for that. */
export function Fact({
  label,
  value,
  unknown = 'no consta',
}: {
  label: string;
  value: string | null | undefined;
  unknown?: string | null;
}): JSX.Element | null {
  if (!value && unknown === null) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value || unknown}</dd>
    </div>
  );
}

/** A web address as a link, or nothing when it is not safe to follow. */
export function SiteLink({ url, text }: { url: string | null; text?: string }): JSX.Element | null {
  const safe = safeHttpUrl(url);
  return safe ? (
    <a href={safe} rel="nofollow noopener">
      {text ?? safe.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
    </a>
  ) : null;
}

const COUNTRY_NAMES = new Intl.DisplayNames('es', { type: 'region', fallback: 'code' });

/** "España" for "ES". */
export function countryName(code: string): string {
  return COUNTRY_NAMES.of(code) ?? code;
}
