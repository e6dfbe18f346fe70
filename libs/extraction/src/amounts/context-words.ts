/**
 * Words that tell whether a number without a currency is money, in the seven languages: lower case, without accents,
 * as parts of regular expressions. `\w*` ends are open.
 */

/** What money of a call is called. */
export const MONEY_NOUNS: readonly string[] = [
  // es
  'montos?|presupuest\\w*|importes?|cuantias?|dotacion\\w*|dotad[oa]s?|financia\\w*|prestamos?|creditos?|subvencion\\w*',
  'subsidios?|donacion\\w*|donativos?|fondos?|aportes?|aportacion\\w*|inversion\\w*|costos?|costes?|premios?|ayudas?|recursos',
  'contrapartidas?|contrapartes?|cofinancia\\w*|desembols\\w*|tope|techo|bolsa',
  // en
  'grants?|funding|funds?|budgets?|awards?|loans?|amounts?|allocations?|contributions?|ceiling|floor|prizes?|financing|costs?|subsid\\w*',
  // pt
  'orcament\\w*|valor(?:es)?|verbas?|emprestimos?|subvenc\\w*|montantes?|doac\\w*|contribuic\\w*|financiamento|dotac\\w*|apoio',
  // fr
  'montants?|subventions?|financement\\w*|enveloppes?|prets?|dotations?|aides?|dons?|plafond',
  // it
  'import[oi]|contribut[oi]|finanziament\\w*|dotazion\\w*|prestit[oi]|premi|fond[oi]|stanziament\\w*|cofinanziament\\w*',
  // ca
  'imports?|pressupost\\w*|subvencions?|dotacions?|ajuts?|prestecs?|finançament\\w*|financament\\w*|aportacions?',
  // de
  '\\w*betrag\\w*|\\w*budget\\w*|\\w*summen?|zuschuss\\w*|zuschusse\\w*|\\w*forderung\\w*|\\w*finanzierung\\w*|darlehen\\w*|\\w*mittel|\\w*volumen',
];

/** Between such a noun and a number they show that the number is another thing. */
export const NOT_MONEY: readonly string[] = [
  'tel|telf|telefono?s?|phone|fax|whatsapp|celular|movil|cel',
  'art|arts|articulos?|article|articles|articolo|artikel|ley|leyes|law|loi|lei|legge|gesetz|decret\\w*|resoluc\\w*|resolution|acuerdo|ordenanza|reglamento|regulation|registro|verordnung',
  'no|nro|num|numeros?|numero|number|n|nr|numer|cuentas?|account|konto|conta|compte|iban|ruc|cedula|nit|cif|expediente|codigo|code|codice|ref|referenc\\w*|ocid|id|call',
  'pags?|paginas?|pages?|seiten?|pagine|palabras|words|caracter\\w*|characters|mots|parole|zeichen',
  'habitantes|inhabitants|poblacion|population|personas|people|beneficiari\\w*|familias|hogares|household\\w*|hectareas|ha|km2?|kilometros|toneladas',
  'ods|sdgs?|odd|meta|indicador|version|capitulo|seccion|anexo|apartado|numeral|literal|partida|line|linea|item|rubro|codigo postal|cp',
];

/** Behind a number that is money there is punctuation, the end, or one of these. */
export const MAY_FOLLOW: readonly string[] = [
  // es, pt, ca
  'por|para|a|al|hasta|en|con|como|y|e|o|u|i|que|cada|anual\\w*|mensual\\w*|aprox\\w*|maxim\\w*|minim\\w*|destinad\\w*|disponibles?|no|reembolsables?|desglosad\\w*|adicional\\w*|del|desde|segun|entre|durante|sin|se|es|sera|son|fue|fueron|mas iva|iva|amb|fins|ate|com|em|ao|aos|na|pelo|pela|por projeto|repartid\\w*|distribuid\\w*|provenient\\w*|otorgad\\w*|asignad\\w*|fijad\\w*',
  // en
  'for|per|to|and|or|in|with|as|from|each|over|is|are|will|on|available|by|annually|at|which|non|that|was|were|has|have|shall|can|may|through|towards|during|between|under|only|total',
  // fr
  'pour|et|ou|sur|avec|au|aux|dans|est|sont|qui|jusqu|non|ne|maximum|minimum|chacun\\w*',
  // it
  'in|di cui|ciascun\\w*|per|con|ed|da|su|nel|sono|sara|massimo',
  // de
  'fur|pro|bis|und|oder|je|zur|zum|jahrlich|im|mit|von|pauschal|maximal|werden|wird|stehen|ist|sind|bereit',
  // "20 millones de financiamiento"
  'd[ei] (?:financia\\w*|finanzia\\w*|cofinan\\w*|presupuesto|inversion|credito|fondos|apoyo|subvencion|recursos|aporte|contrapartida)|of (?:funding|financing|grants?|co-?funding|investment)',
];
