import type { Hint } from '@chasqui/extraction';

/**
 * What labels, names of classes and keys of records tell of, folded, the more telling ones first. Periods in which a
 * project is carried out and the end of an evaluation are none of them.
 */
const FIELD_WORDS: readonly (readonly [RegExp, Hint | null])[] = [
  [
    /\b(?:ejecucion|duracion|execution|duration|implement\w*|resolucion|adjudicacion|evaluacion|evaluation|results?|resultados|decision)\b/,
    null,
  ],
  [
    /\b(?:plazos?|cierres?|cierra|limite|fecha (?:de )?fin(?:al)?|fin(?:al)? (?:de )?(?:plazo|solicitud\w*|postulacion\w*)|hasta|vence|vencimiento|vigencia|caducidad|deadlines?|deadlinedate|clos(?:e|es|ing)|closedate|closingdate|due|duedate|end date|enddate|expir\w*|date (?:de )?(?:limite|fin|cloture)|cloture|echeance|scadenza|chiusura|prazo|encerramento|data (?:de )?(?:limite|fim)|data limit|termini|tancament|frist|bewerbungsschluss|einreichfrist|schluss)\b/,
    'deadline',
  ],
  [
    /\b(?:aperturas?|abre|inicio|fecha (?:de )?ini(?:cio|cial)?|desde|opening|opens?|opendate|openingdate|start(?:s|ing)?|startdate|ouverture|debut|abertura|obertura|beginn)\b/,
    'opening',
  ],
  [
    /\b(?:publica(?:cion|da|do|cao|cio)|publicad[oa]|fecha (?:de )?(?:registro|recepcion|publicacion)|publish(?:ed)?|publication|pub date|pubdate|post(?:ed|ing)|post date|postdate|postingdate|entry date|noticedate|notice date|pubblicat[oa]|pubblicazione|publie|veroffentlicht\w*)\b/,
    'published',
  ],
  [
    /\b(?:beneficiari\w*|destinatari\w*|dirigid[oa]|solicitantes?|postulantes?|proponentes?|elegib\w*|eligib\w*|applicants?|applicant types?|who can apply|quien(?:es)? pueden?|candidats?)\b/,
    'applicants',
  ],
  [
    /\b(?:montos?|importes?|presupuestos?|dotacion|cuantia|financiamiento|financiacion|financement|amounts?|budgets?|grant size|award (?:amount|ceiling|floor)|ceiling|floor|funding|valor|montants?|importo|dotazione|orcamento|pressupost|import|betrag|fordersumme)\b/,
    'amount',
  ],
  [
    /\b(?:pais|paises|countr(?:y|ies)|territori[oa]s?|ambito geografico|cobertura|regiones|regions?|locations?|lugar|pays|paesi?|lander)\b/,
    'countries',
  ],
  [
    /\b(?:contactos?|contacts?|correos?|e mail|email|telefono|consultas|contatto|contato|kontakt)\b/,
    'contact',
  ],
  [/\b(?:documentos requeridos|documentacion|requisitos|required documents|requirements)\b/, 'documents'],
  [
    /\b(?:temas?|tematicas?|sector(?:es)?|sectors?|areas?|ejes?|ambitos?|themes?|topics?|thematiques?|categorias?|categor(?:y|ies)|tags|ods|sdgs?|focus)\b/,
    'themes',
  ],
  [
    /\b(?:resumen|resumo|resume|descripcion|descricao|objeto|objetivos?|sumilla|extracto|summary|description|abstract|excerpt|teaser|synopsis|objectives?|sintesi|descrizione)\b/,
    'summary',
  ],
];

/**
 * What a label, a class or a key tells of; null when nothing known.
 * @param words folded, without signs
 */
export function meaningOf(words: string): Hint | null {
  // Labels are short: a whole sentence is content.
  if (words.length > 60) return null;
  return FIELD_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** Facts whose value holds a day, so that a place without one is no such fact. */
export function isDay(hint: Hint): boolean {
  return hint === 'deadline' || hint === 'opening' || hint === 'published';
}
