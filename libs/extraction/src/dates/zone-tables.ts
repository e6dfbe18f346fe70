/** Zones by what calls write for them: abbreviations, places and adjectives, folded. */
const BRUSSELS = 'Europe/Brussels';
const MADRID = 'Europe/Madrid';
const PARIS = 'Europe/Paris';
const ROME = 'Europe/Rome';
const BERLIN = 'Europe/Berlin';
const LONDON = 'Europe/London';
const LISBON = 'Europe/Lisbon';
const NEW_YORK = 'America/New_York';
const CHICAGO = 'America/Chicago';
const DENVER = 'America/Denver';
const LOS_ANGELES = 'America/Los_Angeles';
const MEXICO = 'America/Mexico_City';
const BOGOTA = 'America/Bogota';
const SAO_PAULO = 'America/Sao_Paulo';
const BUENOS_AIRES = 'America/Argentina/Buenos_Aires';
const GUAYAQUIL = 'America/Guayaquil';

/** Written in capitals right behind a time. CET and CEST are read as the European institutions' clock. */
export const ZONE_ABBREVIATIONS: Readonly<Record<string, string>> = {
  utc: 'UTC',
  gmt: 'UTC',
  tuc: 'UTC',
  cet: BRUSSELS,
  cest: BRUSSELS,
  hec: BRUSSELS,
  mez: BERLIN,
  mesz: BERLIN,
  wet: LISBON,
  west: LISBON,
  bst: LONDON,
  eet: 'Europe/Helsinki',
  eest: 'Europe/Helsinki',
  et: NEW_YORK,
  est: NEW_YORK,
  edt: NEW_YORK,
  // Of Quebec: "heure normale", "heure avancée de l'Est".
  hne: NEW_YORK,
  hae: NEW_YORK,
  ct: CHICAGO,
  cst: CHICAGO,
  cdt: CHICAGO,
  mst: DENVER,
  mdt: DENVER,
  pt: LOS_ANGELES,
  pst: LOS_ANGELES,
  pdt: LOS_ANGELES,
  ect: GUAYAQUIL,
  cot: BOGOTA,
  pet: 'America/Lima',
  bot: 'America/La_Paz',
  vet: 'America/Caracas',
  art: BUENOS_AIRES,
  brt: SAO_PAULO,
  brst: SAO_PAULO,
  clt: 'America/Santiago',
  clst: 'America/Santiago',
  uyt: 'America/Montevideo',
  pyt: 'America/Asuncion',
  pyst: 'America/Asuncion',
  kst: 'Asia/Seoul',
  jst: 'Asia/Tokyo',
  sgt: 'Asia/Singapore',
  hkt: 'Asia/Hong_Kong',
  aoe: 'Etc/GMT+12',
  aest: 'Australia/Sydney',
  aedt: 'Australia/Sydney',
  cat: 'Africa/Maputo',
  eat: 'Africa/Nairobi',
  sast: 'Africa/Johannesburg',
};

/** Names of up to three words, behind "hora de", before "time", or right behind a time. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  [BRUSSELS]: [
    'brussels|bruselas|bruxelles|bruxelas|brussel|brussel les|brusselles|brussel·les|bruxelas',
    'bruselense|brusel|belgica|belgium|central european|centroeuropea|central europea|europe centrale',
    'europa central|central europeia|mitteleuropaische|dell europa centrale|belga|brusseler',
    'mitteleuropaischer',
  ],
  [MADRID]: [
    'peninsular|peninsular espanola|espana|spain|madrid|espanola|spanish|barcelona|catalunya|cataluna',
    'valencia|sevilla|bilbao|espagne|spagna|espanha|espanyola|oficial espanola',
  ],
  'Atlantic/Canary': ['canaria|canarias|islas canarias|insular canaria'],
  [PARIS]: ['paris|france|francia|franca|francaise|francesa|french|parigi|pariser'],
  [ROME]: ['roma|rome|rom|italia|italy|italie|italiana|italienne|italian'],
  [BERLIN]: [
    'berlin|bonn|alemania|germany|deutschland|allemagne|german|deutsche|deutscher|alemana|eschborn',
    'frankfurt|berliner',
  ],
  [LONDON]: ['london|londres|londra|reino unido|uk|british|united kingdom|inglaterra'],
  [LISBON]: ['lisboa|lisbon|lisbonne|portugal|portuguesa'],
  'Europe/Zurich': ['suiza|switzerland|suisse|schweiz|zurich|ginebra|geneva|geneve|genf|berna|bern'],
  'Europe/Vienna': ['viena|vienna|wien|austria|osterreich'],
  'Europe/Amsterdam': ['amsterdam|la haya|the hague|paises bajos|netherlands'],
  'Europe/Luxembourg': ['luxemburgo|luxembourg'],
  'Europe/Stockholm': ['estocolmo|stockholm|suecia|sweden'],
  'Europe/Oslo': ['oslo|noruega|norway'],
  'Europe/Copenhagen': ['copenhague|copenhagen|dinamarca|denmark'],
  'Europe/Helsinki': ['helsinki|finlandia|finland'],
  'Europe/Andorra': ['andorra'],
  [NEW_YORK]: [
    'eastern|eastern standard|eastern daylight|us eastern|del este|new york|nueva york|washington',
    'washington d c|washington dc|miami|nova york|nova iorque|de l est|normale de l est',
    'avancee de l est|hora del este|estandar del este',
  ],
  [CHICAGO]: ['us central|chicago'],
  [DENVER]: ['mountain|denver'],
  [LOS_ANGELES]: [
    'pacific|us pacific|pacific standard|pacific daylight|del pacifico|los angeles|california',
    'san francisco',
  ],
  [MEXICO]: [
    'ciudad de mexico|mexico|cdmx|mexico city|mexique|mexicana|mexico d f|centro de mexico',
    'del centro de mexico',
  ],
  [BOGOTA]: ['bogota|colombia|colombie|colombiana|colombian|medellin|cali'],
  [SAO_PAULO]: ['brasilia|brasil|brazil|bresil|brasile|brasilena|brasileira|sao paulo|rio de janeiro'],
  [BUENOS_AIRES]: ['argentina|buenos aires|argentine'],
  [GUAYAQUIL]: [
    'ecuador|quito|guayaquil|cuenca|ecuatoriana|equateur|equador|ecuador continental',
    'continental de ecuador|continental ecuatoriana',
  ],
  'Pacific/Galapagos': ['galapagos'],
  'America/Lima': ['lima|peru|peruana|perou'],
  'America/La_Paz': ['la paz|bolivia|boliviana|bolivie'],
  'America/Santiago': ['santiago|chile|chilena|santiago de chile|chili'],
  'America/Montevideo': ['montevideo|uruguay|uruguaya|uruguai'],
  'America/Asuncion': ['asuncion|paraguay|paraguaya|paraguai'],
  'America/Caracas': ['caracas|venezuela|venezolana'],
  'America/Panama': ['panama|ciudad de panama|panamena'],
  'America/Costa_Rica': ['costa rica|san jose|costarricense'],
  'America/Guatemala': ['guatemala|ciudad de guatemala'],
  'America/El_Salvador': ['el salvador|san salvador'],
  'America/Tegucigalpa': ['honduras|tegucigalpa'],
  'America/Managua': ['nicaragua|managua'],
  'America/Havana': ['cuba|la habana|habana'],
  'America/Santo_Domingo': ['republica dominicana|santo domingo|dominicana'],
  'America/Toronto': ['ottawa|toronto|montreal'],
  'Asia/Seoul': ['seul|seoul|corea|korea|corea del sur|korean|coreana'],
  'Asia/Tokyo': ['tokio|tokyo|japon|japan|japonesa|toquio'],
  'Asia/Shanghai': ['beijing|pekin|china|guangzhou|shanghai'],
  'Asia/Jerusalem': ['jerusalen|jerusalem|israel'],
  'Asia/Kolkata': ['india|nueva delhi|new delhi'],
  'Asia/Singapore': ['singapur|singapore'],
  'Asia/Manila': ['manila|filipinas|philippines'],
  'Africa/Nairobi': ['nairobi|kenia|kenya'],
  'Africa/Casablanca': ['rabat|marruecos|morocco|maroc'],
  'Australia/Sydney': ['sydney|canberra'],
  UTC: ['greenwich|universal|universal coordinado|coordinated universal|zulu'],
  'Etc/GMT+12': ['anywhere on earth'],
};

export const ZONE_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES).flatMap(([zone, names]) =>
    names.flatMap((line) => line.split('|')).map((name) => [name, zone] as const),
  ),
);

/** Offsets that no whole-hour zone has. */
export const PARTIAL_OFFSETS: Readonly<Record<string, string>> = {
  '+05:30': 'Asia/Kolkata',
  '-03:30': 'America/St_Johns',
  '+04:30': 'Asia/Kabul',
  '+03:30': 'Asia/Tehran',
  '+05:45': 'Asia/Kathmandu',
  '+09:30': 'Australia/Darwin',
};
