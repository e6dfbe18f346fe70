import type { RecordType } from '@chasqui/curation';
import { COMMISSION_KIND_LABELS, DIRECTION_LABELS, ROUND_STAGE_LABELS } from '@chasqui/vocabularies';
import { CommissionRound, MixedCommission } from './commission.entities.js';

const SESSION_KINDS = { announced: 'Anunciada por la Cancillería', estimated: 'Estimada' };

/** Mixed commissions and their other denominations as curators keep them. */
export const commissionRecord: RecordType<MixedCommission> = {
  key: 'commission',
  path: 'comisiones',
  one: 'comisión',
  many: 'Comisiones mixtas',
  feminine: true,
  entity: MixedCommission,
  nameField: 'partnerEs',
  searchKind: 'commission',
  pointers: [
    { table: 'commission_round', column: 'commission_id' },
    { table: 'mixed_commission', column: 'merged_into_id' },
  ],
  sections: [
    {
      title: 'Qué es',
      fields: [
        { kind: 'text', name: 'partnerEs', label: 'País u organismo', required: true },
        {
          kind: 'country',
          name: 'country',
          label: 'País',
          help: 'Vacío si es un organismo.',
        },
        {
          kind: 'select',
          name: 'kind',
          label: 'Denominación',
          required: true,
          choices: COMMISSION_KIND_LABELS,
        },
        { kind: 'text', name: 'denominationEs', label: 'Nombre completo', required: true },
        {
          kind: 'text',
          name: 'trackEs',
          label: 'Mesa',
          help: 'Solo si hay varias: cooperación técnica, financiera…',
        },
        { kind: 'reference', to: 'donor', name: 'donorId', label: 'Agencia del país' },
        { kind: 'codes', vocabulary: 'themes', name: 'themes', label: 'Temas' },
        { kind: 'url', name: 'website', label: 'Página web' },
        { kind: 'area', name: 'noteEs', label: 'Descripción', required: true },
      ],
    },
    {
      title: 'Cuándo se reúne',
      fields: [
        {
          kind: 'integer',
          name: 'periodicityYears',
          label: 'Cada cuántos años',
          help: 'Vacío si la fuente solo dice «cada 2 o 4 años».',
        },
        { kind: 'year', name: 'lastSessionYear', label: 'Año de la última sesión conocida' },
        { kind: 'date', name: 'lastSessionOn', label: 'Fecha de la última sesión' },
        { kind: 'date', name: 'nextSessionOn', label: 'Próxima sesión' },
        { kind: 'select', name: 'nextSessionKind', label: 'La próxima fecha es', choices: SESSION_KINDS },
      ],
    },
  ],
  check: ({ periodicityYears, nextSessionOn, nextSessionKind, lastSessionOn, lastSessionYear }) => [
    ...(periodicityYears && ![2, 4].includes(Number(periodicityYears))
      ? [
          {
            field: 'periodicityYears',
            message: 'Las comisiones se reúnen cada 2 o cada 4 años. Escriba 2 o 4.',
          },
        ]
      : []),
    ...(nextSessionOn && !nextSessionKind
      ? [{ field: 'nextSessionKind', message: 'Diga si la fecha fue anunciada o es una estimación.' }]
      : []),
    ...(nextSessionKind && !nextSessionOn
      ? [{ field: 'nextSessionOn', message: 'Escriba la fecha, o deje vacío si fue anunciada o estimada.' }]
      : []),
    ...(lastSessionOn && lastSessionYear && !String(lastSessionOn).startsWith(String(lastSessionYear))
      ? [
          {
            field: 'lastSessionYear',
            message: 'El año no es el de la fecha de la última sesión. Revise los dos.',
          },
        ]
      : []),
  ],
};

/** Rounds of a commission as curators keep them. */
export const roundRecord: RecordType<CommissionRound> = {
  key: 'round',
  path: 'rondas',
  one: 'ronda',
  many: 'Rondas de comisiones',
  feminine: true,
  entity: CommissionRound,
  nameField: 'labelEs',
  searchKind: null,
  pointers: [
    { table: 'commission_proposal', column: 'round_id' },
    { table: 'commission_round', column: 'merged_into_id' },
  ],
  sections: [
    {
      title: 'Qué ronda es',
      fields: [
        { kind: 'reference', to: 'commission', name: 'commissionId', label: 'Comisión', required: true },
        {
          kind: 'text',
          name: 'labelEs',
          label: 'Nombre',
          required: true,
          help: 'Por ejemplo: VIII Reunión, 2026-2028.',
        },
        { kind: 'select', name: 'stage', label: 'Etapa', required: true, choices: ROUND_STAGE_LABELS },
        {
          kind: 'select',
          name: 'direction',
          label: 'Qué se presenta',
          required: true,
          choices: DIRECTION_LABELS,
        },
        { kind: 'codes', vocabulary: 'themes', name: 'themes', label: 'Temas' },
        { kind: 'area', name: 'noteEs', label: 'Descripción', required: true },
      ],
    },
    {
      title: 'Fechas',
      fields: [
        { kind: 'date', name: 'sessionOn', label: 'Sesión' },
        { kind: 'select', name: 'sessionKind', label: 'La fecha es', choices: SESSION_KINDS },
        { kind: 'text', name: 'placeEs', label: 'Lugar o enlace' },
        { kind: 'date', name: 'opensOn', label: 'Se reciben propuestas desde' },
        { kind: 'local-time', name: 'closesLocal', label: 'Se reciben propuestas hasta' },
        {
          kind: 'zone',
          name: 'closesZone',
          label: 'Zona horaria del cierre',
          help: 'Vacía: hora del Ecuador. Por ejemplo America/Lima.',
        },
        {
          kind: 'group',
          name: 'documents',
          label: 'Documentos',
          one: 'Documento',
          fields: [
            { kind: 'text', name: 'title', label: 'Nombre', required: true },
            { kind: 'url', name: 'url', label: 'Dirección', required: true },
          ],
        },
      ],
    },
  ],
  check: ({ sessionOn, sessionKind, stage, opensOn, closesLocal }) => [
    // A session that was held is neither announced nor estimated any more.
    ...(sessionOn && !sessionKind && stage !== 'programme_approved' && stage !== 'execution'
      ? [{ field: 'sessionKind', message: 'Diga si la fecha fue anunciada o es una estimación.' }]
      : []),
    ...(sessionOn && closesLocal && String(sessionOn) < String(closesLocal).slice(0, 10)
      ? [
          {
            field: 'sessionOn',
            message: 'La sesión es anterior al cierre de propuestas. Revise las dos fechas.',
          },
        ]
      : []),
    ...(opensOn && closesLocal && String(closesLocal).slice(0, 10) < String(opensOn)
      ? [{ field: 'closesLocal', message: 'El cierre es anterior a la apertura. Revise las dos fechas.' }]
      : []),
  ],
};
