import { type Call, descriptionText } from '@chasqui/calls';
import type { Donor } from '@chasqui/donors';
import type { Gad } from '@chasqui/gads';
import { safeHttpUrl } from '@chasqui/kernel';
import type { Network } from '@chasqui/networks';
import { EXPORT_FORMATS, EXPORT_TYPES } from './export-files.js';
import { OPEN_TYPES } from './open-types.js';

/** A description for machines (schema.org). Facts that are not known are left out. */
export type JsonLd = Readonly<Record<string, unknown>>;

const CONTEXT = 'https://schema.org';
const GOVERNMENTS: readonly string[] = ['cooperation_agency', 'embassy', 'local_government', 'national_fund'];

/** A call: what is given, by whom, to whom and until when. */
export function callJsonLd(call: Call, url: string): JsonLd {
  const countries = call.countries.filter((code) => code !== '*');
  return clean({
    '@context': CONTEXT,
    '@type': call.financialForm === 'grant' ? 'MonetaryGrant' : 'Grant',
    '@id': url,
    url,
    identifier: call.id,
    name: call.title,
    description: descriptionText(call.summary),
    inLanguage: call.language,
    sameAs: safeHttpUrl(call.sourceUrl),
    funder: call.donor && organization(call.donor),
    amount: amountOf(call),
    areaServed:
      countries.length > 0 ? countries.map((code) => ({ '@type': 'Country', identifier: code })) : null,
    ...(call.closesAt && {
      potentialAction: clean({
        '@type': 'ApplyAction',
        startTime: call.opensOn,
        endTime: call.closesAt.toISOString(),
        target: safeHttpUrl(call.sourceUrl),
      }),
    }),
  });
}

/** The page of a call: the call itself and where the page stands. */
export function callPageJsonLd(call: Call, publicUrl: string): JsonLd[] {
  const url = `${publicUrl}/convocatorias/${call.slug}`;
  return [
    callJsonLd(call, url),
    breadcrumbJsonLd([
      { name: 'Inicio', url: `${publicUrl}/` },
      { name: 'Convocatorias', url: `${publicUrl}/convocatorias` },
      { name: call.title, url },
    ]),
  ];
}

/** Where a page stands, from the home page down. */
export function breadcrumbJsonLd(steps: readonly { readonly name: string; readonly url: string }[]): JsonLd {
  return {
    '@context': CONTEXT,
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, url }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: url,
    })),
  };
}

export function donorJsonLd(donor: Donor, url: string): JsonLd {
  return clean({
    '@context': CONTEXT,
    '@id': url,
    mainEntityOfPage: url,
    ...organization(donor),
    alternateName: donor.aliases.length > 0 ? donor.aliases : null,
    description: donor.noteEs,
    address: donor.country && { '@type': 'PostalAddress', addressCountry: donor.country },
  });
}

export function networkJsonLd(network: Network, url: string): JsonLd {
  return clean({
    '@context': CONTEXT,
    '@type': 'Organization',
    '@id': url,
    mainEntityOfPage: url,
    name: network.nameEs,
    alternateName: [network.acronym, ...network.aliases].filter(Boolean),
    description: network.noteEs,
    url: safeHttpUrl(network.website),
    foundingDate: network.foundedYear && String(network.foundedYear),
  });
}

export function gadJsonLd(gad: Gad, url: string): JsonLd {
  return clean({
    '@context': CONTEXT,
    '@type': 'GovernmentOrganization',
    '@id': url,
    mainEntityOfPage: url,
    identifier: gad.dpaCode,
    name: gad.name,
    areaServed: {
      '@type': 'AdministrativeArea',
      name: gad.territory,
      containedInPlace: { '@type': 'Country', identifier: 'EC' },
    },
  });
}

/** The catalogue with its files, for search engines of data. */
export function datasetJsonLd(publicUrl: string): JsonLd {
  const about = 'Cooperación internacional con los gobiernos locales (GAD) del Ecuador';
  return {
    '@context': CONTEXT,
    '@type': 'DataCatalog',
    '@id': `${publicUrl}/datos`,
    url: `${publicUrl}/datos`,
    name: 'Datos abiertos de Chasqui',
    description: about,
    inLanguage: 'es',
    dataset: OPEN_TYPES.map(({ label, file }) => ({
      '@type': 'Dataset',
      name: label,
      description: `${label}. ${about}, con la fuente de cada dato.`,
      url: `${publicUrl}/datos`,
      isAccessibleForFree: true,
      creditText: 'Chasqui y la fuente que indica cada ficha',
      spatialCoverage: { '@type': 'Country', identifier: 'EC', name: 'Ecuador' },
      distribution: EXPORT_FORMATS.map((format) => ({
        '@type': 'DataDownload',
        encodingFormat: EXPORT_TYPES[format].split(';')[0],
        contentUrl: `${publicUrl}/datos/${file}.${format}`,
      })),
    })),
  };
}

/** JSON that can stand inside a script element: nothing in it can end the element or begin another. */
export function scriptJson(data: JsonLd | readonly JsonLd[]): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function organization(donor: Donor): JsonLd {
  return clean({
    '@type': GOVERNMENTS.includes(donor.kind) ? 'GovernmentOrganization' : 'Organization',
    name: donor.nameEs,
    ...(donor.acronym && { legalName: donor.nameEs, identifier: donor.acronym }),
    url: safeHttpUrl(donor.website),
  });
}

function amountOf({ amountMin, amountMax, totalBudget, currency }: Call): JsonLd | null {
  if (!currency || (!amountMin && !amountMax && !totalBudget)) return null;
  if (!amountMin && !amountMax) return { '@type': 'MonetaryAmount', currency, value: totalBudget };
  return clean({ '@type': 'MonetaryAmount', currency, minValue: amountMin, maxValue: amountMax });
}

/** Without what is not known. */
function clean(data: JsonLd): JsonLd {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );
}
