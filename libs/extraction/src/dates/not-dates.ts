import { GAP, isMark, type Token } from './tokens.js';
import { wordSet } from './word-set.js';

const SHORTEST_LABEL = 5;

/**
 * True when the figure at a place is the tail of something longer: "CNC-12", "1.5", "v2", "$15", "https://…/2024".
 * A bullet ("-15 de marzo"), an opening bracket or the dash of a range ("26 mai-25 juin") is no such thing.
 * @param lastEnd index of the token behind the date before
 */
export function isJoinedLeft(tokens: readonly Token[], at: number, lastEnd: number): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (!token || !before) return false;
  if (lastEnd === at - 1 && isMark(before, '-/')) return false;
  if (isMark(before, '$€£¥#')) return token.gap <= GAP.blank;
  if (token.gap !== GAP.none) return false;
  // "v2", "A15"; a label loses its blank at times: "Cierre15/03/2024".
  if (before.kind !== 'mark') return before.kind === 'number' || before.end - before.start < SHORTEST_LABEL;
  if (isMark(before, '_=@&\\')) return true;
  if (!isMark(before, ".,:/-+'")) return false;
  const further = tokens[at - 2];
  if (before.gap !== GAP.none || !further) return before.text === '+' || before.text === '/';
  // "d'1", "l'1 de juny": an article; "fecha:15/03" and "Madrid,15 de marzo": a forgotten blank.
  if (before.text === "'") return further.kind === 'number';
  if (before.text === ':' || before.text === ',' || before.text === '.') return further.kind === 'number';
  return further.kind !== 'mark' || isMark(further, ')/');
}

const DOCUMENTS = wordSet(
  'resolucion resolucao resolution resolucio decreto decret decree acuerdo acord acordo ley lei loi',
  'llei law ordenanza reglamento regulamento expediente exp expte expedient oficio memorando',
  'circular ro edital contrato contract licitacion n no nro num numero number article articulo art',
  'arts articulos section seccion apartado capitulo pag pagina page pp',
);
/** What is also written before a colon: "Tel.: 22-04-20", "RFP: 12-03-24". */
const NUMBERED = wordSet(
  'tel telf telefono phone telephone telefone fax cel celular movil whatsapp ref referencia',
  'reference rfp rfq rfa codigo code codi id isbn issn ip nif cif ruc expediente n nro',
);
/** "Exp." is a file in Spanish and the end of a form's validity in English. */
const EXPIRES = wordSet('exp');
const BETWEEN = wordSet('. º ° o nro n no num ministerial ejecutivo - ( ) +');

/**
 * True when the words before a figure announce a number of a document, a phone or a chapter: "Resolución 12-03-2024",
 * "Tel.: 22-04-20", "Acuerdo Ministerial n.º 12-03-2024". "Resolución de 12/03/2024" and, in a timetable,
 * "Resolución: 12/03/2024" announce a date.
 * @param isWhole written with slashes and the whole year: "No. 4040-0004 exp. 12/31/2025" is a number and a date
 */
export function isDocumentNumber(tokens: readonly Token[], at: number, isWhole: boolean): boolean {
  let words = DOCUMENTS;
  for (let back = 1; back <= 5; back += 1) {
    const token = tokens[at - back];
    if (!token || tokens[at - back + 1]!.gap > GAP.blank) return false;
    if (isWhole && (token.kind === 'number' || EXPIRES.has(token.text))) return false;
    if (words.has(token.text) || NUMBERED.has(token.text)) return true;
    if (token.text === ':') words = NUMBERED;
    else if (!BETWEEN.has(token.text) && token.kind !== 'number') return false;
    if (token.kind === 'number' && token.text.length > 4) return false;
  }
  return false;
}

const PLACES = wordSet(
  'av avda avenida avenue calle carrera jiron pasaje plaza parque canton gad gadm gadp gadpr',
  'municipio municipalidad alcaldia parroquia barrio recinto ciudadela cooperativa comuna comunidad',
  'colegio escuela unidad universidad estadio hospital terminal puente rua praca largo bairro rue',
  'place boulevard via viale corso piazza strasse platz carrer placa passeig estacion metro sector',
  'urbanizacion club',
);
const PLACE_FILLERS = wordSet('de del la . municipal parroquial educativa nacional y rural " « “');

/** "Avenida 10 de Agosto", "cantón 24 de Mayo", "calles Guayaquil y 9 de Octubre": a name of a place. */
export function isPlaceName(tokens: readonly Token[], at: number): boolean {
  for (let back = 1; back <= 4; back += 1) {
    const token = tokens[at - back];
    if (!token || tokens[at - back + 1]!.gap > GAP.line) return false;
    if (PLACES.has(token.text)) return true;
    if (!PLACE_FILLERS.has(token.text)) return false;
  }
  return false;
}

const LAWS = wordSet(
  'ley lei loi llei legge gesetz law decreto decret decree decree orden ordre ordem reglamento',
  'reglament resolucion resolucao resolution ordenanza directiva directive acuerdo rd lo dl',
);

/**
 * The year of a norm that is named right before a day without one: "Ley 38/2003, de 17 de noviembre", "Real Decreto
 * 794/2010, de 16 de julio".
 */
export function yearOfNorm(tokens: readonly Token[], at: number): number | null {
  let back = at - 1;
  for (
    let skipped = 0;
    skipped < 3 && ['de', 'd', "'", ',', 'del', 'vom'].includes(tokens[back]?.text ?? '');
    skipped += 1
  )
    back -= 1;
  const year = tokens[back];
  if (year?.kind !== 'number' || year.text.length !== 4 || tokens[back - 1]?.text !== '/') return null;
  for (let step = 2; step <= 6; step += 1) {
    const token = tokens[back - step];
    if (!token) return null;
    if (LAWS.has(token.text)) return year.value;
  }
  return null;
}
