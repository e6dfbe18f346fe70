import { fold } from '@chasqui/kernel';
import type { FieldReading } from '../types.js';
import { listReading, listUnder, withoutBullet } from './lists.js';
import { type ReadPart, type Stretch, withHint, withoutHint } from './read-part.js';

/** Words that papers are called by, where a heading only says "Requisitos". */
const PAPER =
  /\b(?:carta|formulario|copia|certific|acta|ruc\b|nombramiento|plan|presupuesto|declaracion|cronograma|perfil|cedula|estatuto|resolucion|anexo|formato|oficio|hoja de vida|curriculum|memoria|documento|propuesta|form\b|letter|copy|budget|statement|annex|plan\b|registration|statute|report|declaracao|oficio|lettre|formulaire|statuts|devis|attestation|lettera|modulo|bilancio|statuto|formulari|antrag|nachweis)/;

/** A file offered for download is not a paper that is asked for. */
const DOWNLOAD =
  /\.(?:pdf|docx?|xlsx?|zip|odt)\b|\b(?:descargar|download|baixar|telecharger|scarica|herunterladen)\b|\b\d+(?:[.,]\d+)? ?[km]b\b/;

/** What has to be handed in, as written. */
export function readRequiredDocuments(parts: readonly ReadPart[]): FieldReading | null {
  for (const part of withHint(parts, 'documents')) {
    const items = asked(part.lines.slice(0, 40).map(withoutBullet));
    if (items.length === 0) continue;
    const found = listUnder(part, 'documents') ?? { part, items, isBulleted: true };
    return listReading('requiredDocuments', found, 'documents.part', 0.85);
  }
  for (const part of withoutHint(parts)) {
    const found = listUnder(part, 'documents');
    const items = found ? asked(found.items) : [];
    if (found && items.length > 0) {
      const confidence = found.isBulleted ? 0.8 : 0.65;
      return listReading('requiredDocuments', { ...found, items }, 'documents.heading', confidence);
    }
  }
  for (const part of withoutHint(parts)) {
    const found = listUnder(part, 'requirements');
    const papers = found?.items.filter((item) => PAPER.test(fold(item.text))) ?? [];
    if (found && papers.length * 2 >= found.items.length && papers.length > 0) {
      return listReading('requiredDocuments', found, 'documents.requirements', 0.5);
    }
  }
  return null;
}

function asked(items: readonly Stretch[]): Stretch[] {
  return items.filter((item) => !DOWNLOAD.test(fold(item.text)));
}
