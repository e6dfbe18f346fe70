/** Currencies by their ISO 4217 code in capitals. Codes that are common words or names of events are left out. */
export const CODES: readonly string[] = (
  'USD EUR GBP JPY KRW CHF CAD AUD NZD BRL COP PEN CLP MXN UYU CNY SEK NOK DKK XDR ARS BOB PYG VES CRC GTQ HNL NIO ' +
  'DOP PAB HTG JMD TTD SGD HKD INR IDR ZAR PLN CZK HUF RON BGN XOF XAF MAD TND EGP KES NGN GHS PHP THB VND MYR ILS ' +
  'AED SAR QAR KWD RSD UAH RUB CLF TWD ISK'
).split(' ');

/** Short names that are no ISO code. */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['DEG', 'XDR'],
  ['SDR', 'XDR'],
  ['DTS', 'XDR'],
  ['RMB', 'CNY'],
  ['FCFA', 'XOF'],
  ['SFR', 'CHF'],
]);

/** Signs; null is a sign of several currencies ("kr"). The lone "$" has rules of its own. */
export const SIGNS: ReadonlyMap<string, string | null> = new Map<string, string | null>([
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['¥', 'JPY'],
  ['￥', 'JPY'],
  ['円', 'JPY'],
  ['元', 'CNY'],
  ['₩', 'KRW'],
  ['원', 'KRW'],
  ['₡', 'CRC'],
  ['₲', 'PYG'],
  ['₦', 'NGN'],
  ['₱', 'PHP'],
  ['₹', 'INR'],
  ['₽', 'RUB'],
  ['₺', 'TRY'],
  ['₪', 'ILS'],
  ['₴', 'UAH'],
  ['₫', 'VND'],
  ['฿', 'THB'],
  ['U$S', 'USD'],
  ['U$D', 'USD'],
  ['U$', 'USD'],
  ['u$s', 'USD'],
  ['u$d', 'USD'],
  ['US$', 'USD'],
  ['Us$', 'USD'],
  ['us$', 'USD'],
  ['US $', 'USD'],
  ['U.S.$', 'USD'],
  ['U.S. $', 'USD'],
  ['$US', 'USD'],
  ['$ US', 'USD'],
  ['EUA$', 'USD'],
  ['CA$', 'CAD'],
  ['C$', 'CAD'],
  ['CDN$', 'CAD'],
  ['Can$', 'CAD'],
  ['$CA', 'CAD'],
  ['$ CA', 'CAD'],
  ['$CAN', 'CAD'],
  ['$ CAN', 'CAD'],
  ['AU$', 'AUD'],
  ['A$', 'AUD'],
  ['NZ$', 'NZD'],
  ['R$', 'BRL'],
  ['R $', 'BRL'],
  ['MX$', 'MXN'],
  ['Mex$', 'MXN'],
  ['COL$', 'COP'],
  ['Col$', 'COP'],
  ['CL$', 'CLP'],
  ['Ch$', 'CLP'],
  ['AR$', 'ARS'],
  ['$U', 'UYU'],
  ['RD$', 'DOP'],
  ['HK$', 'HKD'],
  ['S$', 'SGD'],
  ['NT$', 'TWD'],
  ['S/.', 'PEN'],
  ['S/', 'PEN'],
  ['B/.', 'PAB'],
  ['Bs.', 'BOB'],
  ['Bs', 'BOB'],
  ['Gs.', 'PYG'],
  ['Gs', 'PYG'],
  ['Rs.', 'INR'],
  ['Rs', 'INR'],
  ['Fr.', 'CHF'],
  ['SFr.', 'CHF'],
  ['sFr.', 'CHF'],
  ['zł', 'PLN'],
  ['Kč', 'CZK'],
  ['kr.', null],
  ['kr', null],
  ['Kr.', null],
]);

export type Country =
  | 'US'
  | 'CA'
  | 'AU'
  | 'NZ'
  | 'SG'
  | 'HK'
  | 'MX'
  | 'CO'
  | 'CL'
  | 'AR'
  | 'UY'
  | 'DO'
  | 'PH'
  | 'CH'
  | 'GB'
  | 'SE'
  | 'NO'
  | 'DK'
  | 'CZ'
  | 'IN'
  | 'KR'
  | 'JP'
  | 'CN'
  | 'BR'
  | 'PE'
  | 'CFA';

/** Adjectives and names of countries beside the name of a currency, in the seven languages. */
export const COUNTRIES: readonly (readonly [country: Country, pattern: string])[] = [
  [
    'US',
    'U\\.S\\.|USA|US|(?:norte|nord|north)?-?am[eéè]ri[ck][\\p{L}]*|estad[ou]unidenses?|statunitensi|' +
      'Estados Unidos(?: (?:de|da|do) (?:Norte)?Am[eé]rica)?|EE\\.? ?UU\\.?|EUA|the United States(?: of America)?|' +
      "[EÉ]tats[- ]Unis(?: d['’]Am[eé]rique)?|Stati Uniti(?: d['’]America)?|Estats Units(?: d['’]Am[eè]rica)?",
  ],
  ['CA', 'canad[\\p{L}]*|kanadisch[\\p{L}]*'],
  ['AU', 'austr[aá]l[\\p{L}]*'],
  [
    'NZ',
    'n[eé]o-?zel?[aeé]?nd[\\p{L}]*|n[eé]o-?z[eé]landais|New Zealand|Nueva Zelan[\\p{L}]*|neuseel[\\p{L}]*',
  ],
  ['SG', 'Singap[\\p{L}]*|singap[\\p{L}]*'],
  ['HK', 'Hong ?-?Kong'],
  ['MX', 'me[xj]ican[\\p{L}]*|mexicain[\\p{L}]*|messican[\\p{L}]*|mexikan[\\p{L}]*'],
  ['CO', 'colombian[\\p{L}]*|colombien[\\p{L}]*|kolumbian[\\p{L}]*|M/?\\.?C(?:TE|te)?\\b|M/L'],
  ['CL', 'chilen[\\p{L}]*|chilien[\\p{L}]*|chilean[\\p{L}]*|cilen[\\p{L}]*|xilen[\\p{L}]*'],
  ['AR', 'argentin[\\p{L}]*'],
  ['UY', 'uruguay[\\p{L}]*|uruguai[\\p{L}]*|uruguaian[\\p{L}]*'],
  ['DO', 'dominican[\\p{L}]*'],
  ['PH', 'filipin[\\p{L}]*|philippin[\\p{L}]*'],
  ['CH', 'su[ií][zsçs][\\p{L}]*|swiss|svizzer[\\p{L}]*|suïss[\\p{L}]*|[Ss]chweizer[\\p{L}]*'],
  ['GB', 'esterlin[\\p{L}]*|sterlin[\\p{L}]*|brit[\\p{L}]*'],
  ['SE', 'sue[cç][\\p{L}]*|su[eé]d[\\p{L}]*|swedish|svedes[\\p{L}]*|schwedisch[\\p{L}]*'],
  ['NO', 'norueg[\\p{L}]*|norv[eé]g[\\p{L}]*|norwegi[\\p{L}]*|norwegisch[\\p{L}]*'],
  ['DK', 'dan[eo][\\p{L}]*|danish|d[aä]nisch[\\p{L}]*|dinamarques[\\p{L}]*'],
  ['CZ', 'chec[\\p{L}]*|tch[eè]que[\\p{L}]*|czech|tschechisch[\\p{L}]*'],
  ['IN', 'india?[\\p{L}]*|indisch[\\p{L}]*'],
  ['KR', '(?:sur|sud|south |süd)?-?[ck]or[eé][\\p{L}]*'],
  ['JP', 'japon[\\p{L}]*|japan[\\p{L}]*|giappon[\\p{L}]*'],
  ['CN', 'chin[\\p{L}]*|cines[\\p{L}]*|xines[\\p{L}]*'],
  ['BR', 'bra[sz]il[\\p{L}]*|br[eé]sil[\\p{L}]*'],
  ['PE', 'peruan[\\p{L}]*|p[eé]ruvien[\\p{L}]*'],
  ['CFA', 'CFA'],
];

interface CurrencyName {
  readonly pattern: string;
  /** Without a country: null when several currencies have the name. */
  readonly alone: string | null;
  /** The name is a common word too: only with a country, thousands or a scale. */
  readonly weak?: true;
  /** The name means other things more often (books, weights): only with a country. */
  readonly needsCountry?: true;
  readonly of?: Partial<Record<Country, string>>;
}

/** Names of currencies in the seven languages. */
export const NAMES: readonly CurrencyName[] = [
  { pattern: 'euros?', alone: 'EUR' },
  {
    pattern: 'd[oóòôo]\u0301?ll?ar(?:e?s|i|en)?|dollaro',
    alone: 'USD',
    of: { CA: 'CAD', AU: 'AUD', NZ: 'NZD', SG: 'SGD', HK: 'HKD' },
  },
  {
    pattern: 'pesos',
    alone: null,
    of: { MX: 'MXN', CO: 'COP', CL: 'CLP', AR: 'ARS', UY: 'UYU', DO: 'DOP', PH: 'PHP' },
  },
  {
    pattern: 'peso',
    alone: null,
    needsCountry: true,
    of: { MX: 'MXN', CO: 'COP', CL: 'CLP', AR: 'ARS', UY: 'UYU' },
  },
  { pattern: 'pounds|sterline|sterling|Pfund', alone: 'GBP', weak: true, of: { GB: 'GBP' } },
  { pattern: 'libras?|livres?|lliures?|lire|pound', alone: null, needsCountry: true, of: { GB: 'GBP' } },
  { pattern: 'francs?|francos?|franchi|Franken', alone: null, weak: true, of: { CH: 'CHF', CFA: 'XOF' } },
  {
    pattern: 'coronas?|coroas?|couronnes?|corone|corones|kron(?:or|er|en|a|e)',
    alone: null,
    weak: true,
    of: { SE: 'SEK', NO: 'NOK', DK: 'DKK', CZ: 'CZK' },
  },
  { pattern: 'yen(?:es)?|ienes?|iens?', alone: 'JPY' },
  { pattern: 'yuan(?:es)?|iuans?|renminbi', alone: 'CNY' },
  { pattern: 'won(?:es|s)?', alone: 'KRW', weak: true, of: { KR: 'KRW' } },
  { pattern: 'reais|reales', alone: 'BRL', weak: true, of: { BR: 'BRL' } },
  { pattern: 'nuevos soles|soles', alone: 'PEN' },
  { pattern: 'bolivianos', alone: 'BOB' },
  { pattern: 'guaran[ií]es', alone: 'PYG' },
  { pattern: 'quetzales', alone: 'GTQ' },
  { pattern: 'lempiras', alone: 'HNL' },
  { pattern: 'colones', alone: 'CRC' },
  { pattern: 'c[oó]rdobas', alone: 'NIO' },
  { pattern: 'balboas', alone: 'PAB' },
  { pattern: 'gourdes', alone: 'HTG' },
  { pattern: 'r[uú]pias|rupees|roupies|Rupien', alone: 'INR', weak: true, of: { IN: 'INR' } },
  { pattern: 'zlotys?|zloty', alone: 'PLN' },
  {
    pattern: 'derechos especiales de giro|special drawing rights|droits de tirage sp[eé]ciaux',
    alone: 'XDR',
  },
];

/** Abbreviations that hold the scale: "MEUR", "mdd", "k€", "TEUR", "Mds€". */
export const SCALED_NAMES: ReadonlyMap<string, readonly [currency: string, power: number]> = new Map([
  ['MEUR', ['EUR', 6]],
  ['KEUR', ['EUR', 3]],
  ['kEUR', ['EUR', 3]],
  ['TEUR', ['EUR', 3]],
  ['MUSD', ['USD', 6]],
  ['MMUSD', ['USD', 6]],
  ['kUSD', ['USD', 3]],
  ['KUSD', ['USD', 3]],
  ['M€', ['EUR', 6]],
  ['MM€', ['EUR', 6]],
  ['k€', ['EUR', 3]],
  ['K€', ['EUR', 3]],
  ['T€', ['EUR', 3]],
  ['Md€', ['EUR', 9]],
  ['Mds€', ['EUR', 9]],
  ['Mrd€', ['EUR', 9]],
  ['Mio€', ['EUR', 6]],
  ['MUS$', ['USD', 6]],
  ['MMUS$', ['USD', 6]],
  ['M$', ['$', 6]],
  ['MM$', ['$', 6]],
  ['MCHF', ['CHF', 6]],
  ['mdd', ['USD', 6]],
  ['MDD', ['USD', 6]],
  ['mdp', ['MXN', 6]],
  ['MDP', ['MXN', 6]],
]);
