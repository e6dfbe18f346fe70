import type { Line } from './read-part.js';

export type Section = 'applicants' | 'documents' | 'requirements';

const APPLICANTS = [
  '(?:a )?quien(?:es)? (?:pueden?|podran?|esta|va|se dirige|son|participa)',
  'a quien(?:es)? (?:va |esta |se )?(?:dirig\\w+|convoca)',
  'beneficiari[oa]s?(?:\\/as)?(?: (?:directos|elegibles|de la convocatoria|de las (?:ayudas|subvenciones)))?',
  '(?:perfil de )?(?:l[oa]s )?(?:solicitantes|postulantes|participantes|proponentes|candidat[oa]s|aspirantes)(?: (?:elegibles|admisibles|habilitados))?',
  '(?:entidades|instituciones|organizaciones|actores|sujetos|organismos) (?:solicitantes|elegibles|beneficiari[ao]s|participantes|convocad[ao]s|proponentes|admisibles|postulantes|ejecutor[ae]s)',
  '(?:criterios|condiciones|requisitos) de elegibilidad|elegibilidad(?: de (?:los )?(?:solicitantes|postulantes|proponentes|participantes))?',
  'destinatari[oa]s|(?:esta )?dirigid[oa]s? a|tipos? de (?:beneficiario|solicitante|participante|entidad|organizacion)(?:e?s)?(?: elegibles?)?',
  '(?:pueden|podran) (?:participar|postular|presentar|solicitar|aplicar|concurrir|acceder|optar|ser beneficiari)\\w*',
  'who (?:can|may|is eligible|should|are eligible)',
  'eligib(?:le|ility)(?: (?:applicants?|entit(?:y|ies)|organi[sz]ations?|criteria|participants?|institutions?|information|bodies))?',
  '(?:applicant|candidate) eligibility|(?:target|types? of) applicants?|open to|additional information on eligibility',
  'quem pode|(?:proponentes|entidades|candidatos|instituicoes|organizacoes) elegiveis|publico[- ]alvo|elegibilidade|a quem se d[ei]\\w+',
  "qui peut|(?:porteurs|candidats|demandeurs|organismes|structures|collectivites|beneficiaires)(?: de projets?)? eligibles|beneficiaires|(?:criteres d')?eligibilite|a qui s'adresse|pour qui",
  'chi puo|soggetti (?:ammissibili|beneficiari|proponenti|ammessi|richiedenti)|beneficiari|destinatari|a chi (?:si rivolge|e rivolto)',
  '(?:a )?qui (?:hi |s.hi )?pot|(?:entitats|persones) (?:beneficiaries|sol.licitants|destinataries)|beneficiaris|destinataris',
  'wer (?:kann|darf|ist|wird)|(?:antrags|teilnahme|forder)berechtigt\\w*|zielgruppe|antragsteller',
];

const DOCUMENTS = [
  '(?:que )?(?:documentos?|documentacion|anexos|recaudos)(?: (?:y formatos|minim[oa]s?))? (?:requerid|solicitad|necesari|obligatori|exigid|habilitante|mandatori|precept|indispensable|justificativ|acreditativ|a (?:presentar|adjuntar|entregar|aportar|enviar|incluir)|que (?:se |hay|debe|acompan)|de (?:postulacion|la postulacion|soporte|respaldo|la solicitud|solicitud)|para (?:la |el )?(?:postul|solicit|present|aplic|inscri)|se (?:debe|requiere|solicita|necesita)|debo|necesito)',
  'requisitos documentales|(?:lista|listado|relacion) de (?:documentos|documentacion|requisitos)',
  '(?:documentacion|documentacao|documentazione|documentacio|documents a|unterlagen)(?=\\s*(?:$|[:|]))',
  '(?:required|supporting|mandatory|necessary|application|requested) (?:documents?|documentation|attachments|materials|package)|documents? (?:required|to (?:be )?submit|needed|to attach)|documentation required|what (?:to submit|documents)',
  '(?:documentos|documentacao|anexos) (?:necessari|exigid|obrigatori|requerid|a (?:apresentar|enviar|anexar)|para)',
  '(?:pieces|documents|annexes) (?:a (?:fournir|joindre|remettre)|requis|demande|justificati|constitutiv|obligatoires|necessaires)|composition du dossier|contenu du dossier|dossier de (?:candidature|demande)',
  '(?:documenti|documentazione|allegati) (?:richiest|necessari|obbligatori|da (?:presentare|allegare))',
  '(?:documentacio|documents) (?:requerid|necessari|obligatori|a (?:presentar|aportar)|que cal)',
  '(?:erforderliche|benotigte|einzureichende|notwendige) (?:unterlagen|dokumente)|(?:antrags|bewerbungs)unterlagen',
];

const REQUIREMENTS = ['requisitos|requirements|requisiti|conditions|voraussetzungen'];

/** Other parts that calls are made of: where one begins, a list that nobody closed ends. */
const OTHERS =
  /^(?:objetiv|mas informacion|para (?:mas|mayor) |further information|for more |finalidad|antecedent|introducc|descripcion|plazo|fecha|cronograma|calendario|monto|cuantia|financia|presupuest|dotacion|contact|consulta|informaci|criteri|evalua|seleccion|duracion|modalidad|linea|eje|tema|area|cobertura|ambito|bases|descarg|como |donde |cuando |que (?!doc)|exclu|gastos|no (?:pueden|podran|son|se)|ver |compart|noticia|relacionad|preguntas|objective|background|about|deadline|timeline|key dates|budget|funding|award|grant|how |where |when |what |criteria|evaluation|selection|contact|exclu|not eligible|share|related|more info|prazo|orcamento|valor|contato|inscric|montant|calendrier|delai|date|modalites|criteres|depenses|scadenz|termin|budget|contribut|spese|criteri|import|frist|hohe|kontakt|was |wie |wann )/;

/** A word may go on behind its stem ("requerid" + "os"), but no other word may begin in its middle. */
function opener(alternatives: readonly string[], ending = ''): RegExp {
  return new RegExp(`^(?:${alternatives.join('|')})${ending}(?![a-z\\d])`);
}

const OPENERS: Readonly<Record<Section, RegExp>> = {
  applicants: opener(APPLICANTS),
  documents: opener(DOCUMENTS, '[a-z]*'),
  requirements: opener(REQUIREMENTS),
};

/** Words that open a sentence as often as a section. */
const NEEDS_MARK = /^(?:(?:esta )?dirigid|open to|(?:pueden|podran) )/;

export interface Heading {
  /** What follows on the same line behind a colon, a question mark or in the next cell; where it starts in the line. */
  readonly restAt: number | null;
}

const LONGEST_HEADING = 110;

/** Marks and numbers that headings begin with: "3.2 ", "IV. ", "¿", "## ", "* ". */
const BEFORE =
  /^(?:[-–•·▪●*#>✓➢\s]+|(?:\d{1,2}|[ivx]{1,4})(?:\.\d{1,2}){0,3}[.)ºª]?[-–]?\s+|[a-h][.)]\s+|(?:art[ií]culo|secci[oó]n|base|cap[ií]tulo|section|article)\s+[\divx]{1,5}(?:[ºª]|\.[ºª])?[.:\-–]*\s+|[¿¡"«“'(])+/i;

function marksBefore(line: string): number {
  return BEFORE.exec(line.slice(0, 40))?.[0].length ?? 0;
}

/** Whether a line opens a section of that kind: as a heading of its own, or as a label before its content. */
export function headingOf({ text, folded }: Line, section: Section): Heading | null {
  const before = marksBefore(text);
  const words = text.slice(before, before + LONGEST_HEADING);
  const head = folded.slice(before, before + LONGEST_HEADING);
  if (!OPENERS[section].test(head)) return null;
  const mark = /\?\s?:?|:| \| /.exec(words);
  if (mark) {
    const restAt = before + mark.index + mark[0].length;
    return { restAt: text.slice(restAt).trim() ? restAt : null };
  }
  const isHeading = words.length <= LONGEST_HEADING * 0.7 && !/[.;,]$/.test(text) && !NEEDS_MARK.test(head);
  return isHeading ? { restAt: null } : null;
}

/** Whether a line, even a sentence, speaks of another part of the call. */
export function isAboutAnother({ text, folded }: Line): boolean {
  return OTHERS.test(folded.slice(marksBefore(text)));
}

/** Whether a line begins another part of the call. */
export function isOtherHeading({ text, folded }: Line): boolean {
  if (text.length > LONGEST_HEADING) return false;
  const before = marksBefore(text);
  const head = folded.slice(before);
  if (/^[-–•·▪●*✓➢]/.test(text)) return false;
  if (/[.;,]$/.test(text)) return false;
  if (text.endsWith('?')) return true;
  if (head.length <= 70 && OTHERS.test(head)) return true;
  return Object.values(OPENERS).some((open) => open.test(head)) && (text.endsWith(':') || head.length <= 60);
}
