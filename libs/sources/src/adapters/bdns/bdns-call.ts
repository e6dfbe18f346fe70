import type { ItemText, KnownValue, Part } from '@chasqui/extraction';
import { documentLink, endOfDay, isoDay, known, linesPart, textPart } from '../api/item-text.js';
import { keptRecord } from '../api/json-answer.js';
import { amountAt, isRecord, type JsonRecord, listAt, recordAt, textAt, textsOf } from '../api/record.js';
import type { Adapter } from '../types.js';
import type { BdnsConfig } from './bdns.config.js';

const ZONE = 'Europe/Madrid';

/** What the register says of a call. Fields that flicker to null in some answers are simply not there then. */
export function readBdnsCall(config: BdnsConfig, item: Parameters<Adapter['read']>[1]): ItemText {
  const kept = keptRecord(item.parts, 'detalle');
  const record = isRecord(kept) ? kept : {};
  const notices = noticesOf(record);
  const published = notices.flatMap((notice) => isoDay(textAt(notice, 'datPublicacion')) ?? []).toSorted();
  return {
    url: item.url,
    parts: [...partsOf(record), ...notices.flatMap(noticeParts)],
    documents: documentsOf(config, record, notices),
    known: knownOf(record),
    publishedOn: published[0] ?? isoDay(textAt(record, 'fechaRecepcion')),
    defaults: { language: 'es', zone: ZONE, currency: 'EUR' },
  };
}

function partsOf(record: JsonRecord): Part[] {
  const body = recordAt(record, 'organo');
  const bodies = ['nivel1', 'nivel2', 'nivel3'].flatMap((level) => textAt(body, level) ?? []);
  const themes = [
    textAt(record, 'descripcionFinalidad') ?? [],
    textsOf(record, 'sectores', 'descripcion'),
  ].flat();
  return [
    ...textPart('descripcion', textAt(record, 'descripcion'), 'title'),
    ...textPart('descripcionLeng', textAt(record, 'descripcionLeng')),
    ...linesPart('organo', bodies),
    ...textPart('textInicio', textAt(record, 'textInicio'), 'opening'),
    ...textPart('textFin', textAt(record, 'textFin'), 'deadline'),
    ...linesPart('tiposBeneficiarios', textsOf(record, 'tiposBeneficiarios', 'descripcion'), 'applicants'),
    ...linesPart('regiones', textsOf(record, 'regiones', 'descripcion'), 'countries'),
    ...linesPart('descripcionFinalidad', themes, 'themes'),
    ...linesPart('instrumentos', textsOf(record, 'instrumentos', 'descripcion')),
    ...textPart('descripcionBasesReguladoras', textAt(record, 'descripcionBasesReguladoras')),
    ...textPart('sedeElectronica', textAt(record, 'sedeElectronica'), 'contact'),
  ];
}

function knownOf(record: JsonRecord): KnownValue[] {
  const title = textAt(record, 'descripcion');
  const [opens, closes] = [textAt(record, 'fechaInicioSolicitud'), textAt(record, 'fechaFinSolicitud')];
  const day = isoDay(closes);
  const deadline = day && {
    kind: 'exact',
    local: endOfDay(day),
    zone: ZONE,
    text: textAt(record, 'textFin'),
  };
  const budget = amountAt(record, 'presupuestoTotal');
  const applicants = textsOf(record, 'tiposBeneficiarios', 'descripcion');
  const open = record['abierto'];
  return [
    ...known('title', title, title, 'descripcion'),
    ...known('language', 'es', 'es', 'idioma'),
    ...known('opensOn', isoDay(opens), opens, 'fechaInicioSolicitud'),
    ...known('deadline', deadline, closes, 'fechaFinSolicitud'),
    ...known('totalBudget', budget, textAt(record, 'presupuestoTotal'), 'presupuestoTotal'),
    ...known('currency', budget && 'EUR', 'EUR', 'presupuestoTotal'),
    ...known('applicantTypes', applicants, applicants.join('; '), 'tiposBeneficiarios'),
    // False is also said of calls that have not opened yet.
    ...(typeof open === 'boolean'
      ? known('sourceStatus', open ? 'open' : 'not_open', String(open), 'abierto')
      : []),
  ];
}

/** The notices in official journals, in the order of their numbers: the register sends them in any. */
function noticesOf(record: JsonRecord): readonly unknown[] {
  const number = (notice: unknown) => Number(textAt(notice, 'numAnuncio') ?? 0);
  return listAt(record, 'anuncios').toSorted((a, b) => number(a) - number(b));
}

function noticeParts(notice: unknown, index: number): Part[] {
  const name = `anuncio ${textAt(notice, 'numAnuncio') ?? index + 1}`;
  const lines = ['titulo', 'texto'].flatMap(
    (field) => textAt(notice, field) ?? textAt(notice, `${field}Leng`) ?? [],
  );
  return linesPart(name, lines);
}

function documentsOf(
  config: BdnsConfig,
  record: JsonRecord,
  notices: readonly unknown[],
): ItemText['documents'] {
  const files = listAt(record, 'documentos').flatMap((file) => {
    const id = textAt(file, 'id');
    const title = textAt(file, 'descripcion') ?? textAt(file, 'nombreFic') ?? 'Documento';
    return id
      ? documentLink(title, `${config.apiUrl}/convocatorias/documentos?idDocumento=${encodeURIComponent(id)}`)
      : [];
  });
  const rules = documentLink(
    textAt(record, 'descripcionBasesReguladoras') ?? 'Bases reguladoras',
    textAt(record, 'urlBasesReguladoras'),
  );
  const journals = notices.flatMap((notice) =>
    documentLink(textAt(notice, 'desDiarioOficial') ?? 'Diario oficial', textAt(notice, 'url')),
  );
  return [...files, ...rules, ...journals];
}
