import type { MentionRole } from '../types.js';

export type AmountRole = Extract<MentionRole, 'min' | 'max' | 'total' | 'cofinancing'>;

/**
 * Words before a number that tell what it is for, per role, in the seven languages: lower case, without accents. The
 * cue nearest to the number counts.
 */
export const CUES_BEFORE: Readonly<Record<AmountRole, readonly string[]>> = {
  max: [
    'limitad[oa]s? a|limited to|limitee?s? a|limitat[oa] a|begrenzt auf|maxim[oa]s?|maximum|maximal\\w*|max\\.?|tope(?: maximo)?|techo|limite?|no (?:\\w+ )?(?:superior|mayor)(?:es)? (?:al?|de|que)|(?<!(?:no|ni|nor|nem) )(?:inferior(?:es)? al?|menor(?:es)? (?:al?|de|que))|sin (?:superar|exceder|sobrepasar)',
    'no (?:podran?|puede[n]?|pueda[n]?|debe\\w*|se)?\\s?(?:ser superior(?:es)? al?|super\\w+|exced\\w+|sobrepas\\w+|rebas\\w+|pas\\w+|ser mayor(?:es)? (?:a|de|que))',
    '(?:not?|never) (?:to )?(?:exceed\\w*|more than|higher than|surpass\\w*|above|over)|exceeding|at most|ceiling|cap(?:ped)?(?: at| of)?|upper limit',
    'plafon\\w+|au plus|au maximum|inferieure?s? a|(?:ne )?(?:peut|pourra|doit|depasse\\w*|excede\\w*)\\s?(?:pas )?(?:exceder|depasser|etre superieure? a)?',
    'no maximo|teto|nao (?:pode\\w*|deve\\w*)?\\s?(?:exced\\w+|ultrapass\\w+|super\\w+|ser superior a)',
    'massim(?:o|a|i|e|ale|ali)|tetto|non superior[ei] ad?|non (?:puo|potra|deve) (?:superare|eccedere)|maxims?|topall|no (?:pot|podra) (?:superar|excedir)',
    'hochstens|hochst\\w+|obergrenze|nicht (?:mehr als|uber\\w*)|maximalbetrag',
  ],
  min: [
    '(?:no|ni|nor|nem) (?:inferior|menor)(?:es)? (?:al?|de|que)|minim[oa]s?|minimum|min\\.|al menos|por lo menos|cuando menos|no inferior(?:es)? al?|igual o superior al?|no menos de|no menor(?:es)? (?:a|de|que)|a partir de',
    'at least|floor|not less than|no less than|starting (?:at|from)|not? (?:be )?(?:lower|smaller) than|au moins|au minimum|superieure?s? ou egale?s? a|pas inferieure?s? a',
    'pelo menos|no minimo|nao inferior a|almeno|minim[oaie]|a partire da|non inferior[ei] ad?|non meno di|almenys|com a minim|minims?|no inferior a',
    'mindestens|mindest\\w+|wenigstens|untergrenze|nicht weniger als',
  ],
  total: [
    'presupuesto(?: \\w+){0,3}? (?:total|global|general|disponible|indicativo|asignado|maximo de la convocatoria)|presupuesto de la convocatoria|dotacion\\w*|dotad[oa]s?|cuantia (?:total|global|maxima de la convocatoria)|(?:monto|importe|valor|fondo|financiacion|financiamiento|inversion|credito|recaudacion) (?:total|global)(?:es)?|creditos? presupuestarios?|credito disponible|bolsa|destinar\\w*|se destinan?|(?:importe|monto|cuantia|import|presupuesto) max\\w+ de la (?:presente )?convocator\\w+|recursos (?:totales|disponibles)|total(?:izando|es)?|presupuesto|asciende a|ascienden a',
    '(?:importe|monto|cuantia|valor|montant|montante|import|importo|amount) (?:\\w+ )?(?:de la (?:presente )?convocatoria|do (?:presente )?edital|del (?:presente )?bando|de l.appel|of the call|indicativ[oae]s?|indicatif|indicatiu)|(?<!(?:min|max)[a-z]{3,5} )(?:import(?:es|e|o|i)?|montos?|montants?|montantes?|amounts?|betrag) ?:',
    "(?:fondos?|fundos?|fonds|funds?|risorse|recursos|resources|ressources|mittel)(?: (?!m[ai][xns]|por |per |pro |par |propi|propr)[a-z]+){0,4} ?:|(?:dispone|dispondra|disposa|dispoe) d[e’']|disponen de|dispone di|dispose(?:nt)? d[e’']|verfugt uber|cuenta con una bolsa|indicative (?:funding|allocation)|(?:amount|funding) available",
    'total|overall|envelope|indicative (?:\\w+ )?(?:budget|amount|envelope)|available (?:budget|funding)|(?:programme?|call|global) (?:budget|funding)|budget|endowment|pool|volume|funding available',
    'enveloppe|(?:montant|budget|financement) (?:total|global|indicatif)|dotation|dotee?|orcamento|dotac\\w+|(?:valor|montante|investimento) (?:total|global)|verba|disponiveis',
    'dotazione|bilancio (?:disponibile|totale|complessivo)|(?:importo|budget|stanziamento) (?:totale|complessivo)|stanziamento|risorse (?:complessive|disponibili)|dotacio|pressupost|import (?:total|global)|dotada amb',
    'gesamt\\w*|insgesamt|fordervolumen|fordermittel|\\w*budget|volumen',
  ],
  cofinancing: [
    'cofinanc\\w*|co-financ\\w*|co financ\\w*|co-?funding|cofinanz\\w*|kofinanz\\w*|contraparte\\w*|contrapartid[ae]s?|contrepartie\\w*|counterpart\\w*',
    'aportes? (?:propi\\w+|local\\w*|municipal\\w*|del solicitante|de la contraparte|del gad|de contraparte)|aportaci\\w+ (?:propi\\w+|local\\w*|municipal\\w*|del solicitante)|contribucion (?:propia|local)|(?:fondos|recursos) propios|autofinanci\\w*',
    'match(?:ing|ed)?(?: funds?| funding| grant| contribution| requirement| share)?|cost[- ]shar\\w+|own (?:contribution|resources|funds|share)|in[- ]kind contribution|applicant contribution',
    'eigen(?:anteil\\w*|mittel\\w*|beitrag\\w*|leistung\\w*)|apports? (?:propre|personnel|local|en nature)\\w*|fonds propres|autofinancement|contribution (?:propre|locale)|participation (?:locale|propre)',
    'contributo proprio|risorse proprie|quota (?:propria|di cofinanziamento)|fons propis|recursos propis|aportacio propia|recursos proprios|contribuicao propria',
    '(?:solicitantes?|postulantes?|beneficiari[oa]s?|entidad(?:es)? (?:solicitante|local)\\w*|municipi[oa]s?|gad(?:s|m|p)?|applicants?|beneficiar(?:y|ies)|socios?|proponentes?|ejecutor[ae]?s?|ayuntamientos?|gobiernos? local(?:es)?|prefecturas?|grantees?|porteurs?|collectivites?|parceiros?|proponent[ei]|ent[ei]|tragers?|entitats?|sol.licitants?)(?: \\w+){0,3} (?:aport\\w+|contribu\\w+|provid\\w+|cofinan\\w+|pon(?:e|en|dra|dran)|asum\\w+|cubr\\w+|apport\\w+|fourni\\w+|copr\\w+|versa\\w*|entra\\w* com|tragt|tragen|ubern\\w+)',
  ],
};

/** "Up to", which counts something else when words stand between it and the number: "hasta cinco ciudades ganan 20.000". */
export const UP_TO = "hasta(?: por)?|up to|jusqu['’]?a|ate|fino a(?:d|l|ll['’])?|fins al?|bis(?: zu)?";

/** Words that may stand between "up to" and its number. */
export const FILLERS =
  "un|una|uno|a|de|d['’]|des|los|las|lo|el|la|le|les|il|por|total|maxim[oa]|maximum|montant|monto|valor|importe|equivalente|suma|of|the|an|en|al|approximately|approx\\.?|aprox\\.?|aproximadamente|about|around|unos|circa|rund|etwa|cerca|environ|hauteur|concurrence";

/** Words behind a number. */
export const CUES_BEHIND: Readonly<Record<AmountRole, readonly string[]>> = {
  max: [
    '(?:como |de |al |at |com a |en |come |a |au |no )?(?:maximo|maxima|maxim|maximum|massimo|most|plus|maximal)|(?:o|or|ou|oder) (?:menos|less|moins|weniger)|hochstens',
  ],
  min: [
    '(?:como |de |al |com a |come |a |au |no )?(?:minimo|minima|minim|minimum)|(?:o|or|ou|oder|i|y|and) (?:mas|more|plus|mehr|mais|above)|en adelante|em diante|mindestens',
  ],
  total: [
    '(?:en |in |au |em |al )(?:total|totale|insgesamt)|insgesamt|overall',
    '(?:(?:estan?|is|are|est|sont|sao|sono|stehen?|zijn) )?(?:made )?(?:disponible\\w*|available|disponive\\w+|disponibil\\w*|zur verfugung)',
  ],
  cofinancing: [
    "(?:(?:de|of|as|in|como|di|d|en|en concepto de|as a|a titulo de|for) ?)?['’]?(?:co-?financ\\w*|cofinanz\\w*|contrapartidas?|contraparte|contrepartie|aportes? (?:propio|local)\\w*|aportacio\\w* propi\\w*|apport propre|fondos propios|recursos propi\\w+|matching(?: funds?| funding| contribution)?|counterpart\\w*|cost[- ]shar\\w+|co-?funding|own (?:contribution|funds|resources)|eigen(?:anteil|mittel|beitrag|leistung)\\w*|fonds propres)",
    '(?:e )?a carico d[a-z]+|a (?:la )?charge d[ue]|(?:debe\\w* ser |sera |seran )?(?:aportad[oa]s?|cubiert[oa]s?|financiad[oa]s?|a cargo|asumid[oa]s?) (?:por|del?) (?:el |la |los |las )?(?:solicitante|beneficiari\\w+|municipi\\w+|gad\\w*|gobierno|entidad|contraparte|socio\\w*)',
  ],
};

/** Total costs are of a project, not what a call offers. */
export const NOT_TOTAL =
  '(?:cost[oe]s?|cost|couts?|custos?|costi|gastos?|\\w*kosten|expenditure|expenses|presupuesto (?:total )?del? (?:\\w+ )?proyecto)(?: (?:elegibles?|admisibles?|eligible))?(?: \\w+)? (?:total\\w*|globales?)?';

/** The share of what follows is a donor's: "cofinancia hasta el 80 %". */
export const DONOR_COFINANCES =
  '(?:co-?financ\\w*)(?: \\w+){0,4}? (?:hasta|up to|ate|jusqu.?a|a hauteur de|fino a|fins a|bis zu)';

/** Says that a number is per project, whatever total stands before it. */
export const PER_PROJECT =
  '(?:por|per|cada|each|par|pro|je|chaque|a cada|every) (?:cada )?(?:proyectos?|project|projects?|projet|projeto|progetto|projecte|projekt|propuesta|proposal|iniciativa|initiative|solicitud|beneficiari\\w*|entidad|gad|grant|award|vorhaben|antrag)';
