import { type Field, fieldsIn, type FieldsRead, readFields, type Section } from '@chasqui/curation';
import type { FieldError } from '@chasqui/kernel';
import {
  DIAGNOSIS_COMPONENTS,
  type DiagnosisComponent,
  type GadProfile,
  type SelfDiagnosis,
} from './gad-profile.entity.js';

export const BACKING_LABELS = {
  ordinance: 'Ordenanza',
  resolution: 'Resolución',
  agreement: 'Acuerdo o convenio',
  regulation: 'Reglamento',
  other: 'Otro',
} as const;

export const EXERCISE_LABELS = { concurrent: 'Concurrente', delegated: 'Delegada' } as const;

/** What each component of institutional strengthening asks. */
export const DIAGNOSIS_LABELS: Readonly<Record<DiagnosisComponent, { title: string; question: string }>> = {
  capacities: {
    title: 'Capacidades',
    question: '¿Hay personas formadas, normas y procesos para gestionar cooperación?',
  },
  strategy: {
    title: 'Estrategia de acción internacional',
    question: '¿Está escrito con qué gobiernos y cooperantes trabajar, y para qué?',
  },
  institution: {
    title: 'Adecuación institucional y de procesos',
    question: '¿La estructura y los procesos internos prevén la cooperación?',
  },
  resources: {
    title: 'Asignación de recursos',
    question: '¿La unidad tiene un presupuesto suficiente?',
  },
  mission: { title: 'Misión de la unidad', question: '¿La misión de la unidad está definida y aprobada?' },
  follow_up: {
    title: 'Registro y seguimiento',
    question: '¿Los avances se registran y entran en la planificación institucional y el PDOT?',
  },
};

export const ANSWER_LABELS = { yes: 'Sí', partial: 'En parte', no: 'No' } as const;

/** The profile as its form asks for it. Only institutional data: no names of people. */
export const PROFILE_SECTIONS: readonly Section[] = [
  {
    title: 'Unidad y contactos',
    fields: [
      {
        kind: 'text',
        name: 'unitEs',
        label: 'Unidad a cargo de la cooperación',
        help: 'El nombre de la unidad, no el de una persona.',
      },
      {
        kind: 'text',
        name: 'email',
        label: 'Correo de la unidad',
        max: 200,
        help: 'Institucional. Se publica: no escriba el correo de una persona.',
      },
      { kind: 'text', name: 'phone', label: 'Teléfono', max: 60 },
      { kind: 'text', name: 'address', label: 'Dirección' },
      { kind: 'url', name: 'website', label: 'Página web' },
    ],
  },
  {
    title: 'Población',
    fields: [
      { kind: 'integer', name: 'population', label: 'Habitantes' },
      {
        kind: 'text',
        name: 'populationSourceEs',
        label: 'Fuente de la población',
        help: 'Por ejemplo: INEC, Censo 2022.',
      },
    ],
  },
  {
    title: 'Respaldo legal',
    fields: [
      {
        kind: 'group',
        name: 'legalBacking',
        label: 'Normas que respaldan la cooperación',
        one: 'Norma',
        help: 'Para quitar una, borre su título y sus demás datos.',
        fields: [
          { kind: 'text', name: 'title', label: 'Título', required: true },
          { kind: 'select', name: 'rank', label: 'Tipo', required: true, choices: BACKING_LABELS },
          { kind: 'text', name: 'number', label: 'Número', max: 60 },
          { kind: 'date', name: 'adoptedOn', label: 'Fecha' },
          { kind: 'url', name: 'url', label: 'Dirección' },
        ],
      },
    ],
  },
  {
    title: 'Competencias concurrentes y delegadas',
    fields: [
      {
        kind: 'group',
        name: 'competences',
        label: 'Competencias que ejerce con otro nivel o por delegación',
        one: 'Competencia',
        help: 'Además de las que le da la ley, que ya constan. Los códigos están al final de la página.',
        fields: [
          { kind: 'text', name: 'code', label: 'Código', required: true, max: 40 },
          { kind: 'select', name: 'kind', label: 'Forma', required: true, choices: EXERCISE_LABELS },
          {
            kind: 'text',
            name: 'basisEs',
            label: 'Base',
            required: true,
            help: 'El convenio, la resolución o la norma.',
          },
          { kind: 'date', name: 'from', label: 'Desde' },
          { kind: 'date', name: 'until', label: 'Hasta' },
        ],
      },
    ],
  },
  {
    title: 'Declaraciones sobre el territorio',
    fields: [
      {
        kind: 'group',
        name: 'territoryFlags',
        label: 'Emergencias, zona de frontera, Amazonía y otras',
        one: 'Declaración',
        fields: [
          { kind: 'text', name: 'labelEs', label: 'Declaración', required: true },
          {
            kind: 'text',
            name: 'basisEs',
            label: 'Base',
            required: true,
            help: 'El decreto, la ley o la resolución.',
          },
          { kind: 'date', name: 'from', label: 'Desde' },
          { kind: 'date', name: 'until', label: 'Hasta' },
        ],
      },
    ],
  },
];

/** The six questions, two fields each: "capacities.answer". */
export const DIAGNOSIS_FIELDS: readonly Field[] = DIAGNOSIS_COMPONENTS.flatMap((component): Field[] => [
  {
    kind: 'select',
    name: `${component}.answer`,
    label: DIAGNOSIS_LABELS[component].question,
    choices: ANSWER_LABELS,
  },
  { kind: 'text', name: `${component}.evidenceEs`, label: 'Con qué se comprueba', max: 1000 },
]);

export const PROFILE_FIELDS: readonly Field[] = fieldsIn(PROFILE_SECTIONS);

/** What a form may change of a profile. */
export type ProfileFacts = Pick<
  GadProfile,
  | 'unitEs'
  | 'email'
  | 'phone'
  | 'address'
  | 'website'
  | 'population'
  | 'populationSourceEs'
  | 'legalBacking'
  | 'competences'
  | 'territoryFlags'
  | 'selfDiagnosis'
>;

export interface ProfileRead {
  readonly facts: ProfileFacts;
  readonly errors: readonly FieldError[];
}

/** Checks a profile as a form gives it: every fault at once. */
export function readProfile(
  input: Readonly<Record<string, unknown>>,
  competences: ReadonlySet<string>,
): ProfileRead {
  const read = readFields(PROFILE_FIELDS, input);
  const diagnosis = readFields(DIAGNOSIS_FIELDS, input);
  const values = read.values as unknown as Omit<ProfileFacts, 'selfDiagnosis'>;
  const selfDiagnosis = diagnosisOf(diagnosis);
  const errors = [...read.errors, ...diagnosis.errors];
  if (values.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email)) {
    errors.push({
      field: 'email',
      message: 'Escriba un correo completo, por ejemplo cooperacion@gad.gob.ec.',
    });
  }
  if (values.population && !values.populationSourceEs) {
    errors.push({ field: 'populationSourceEs', message: 'Indique de dónde sale la población.' });
  }
  // Positions of the rows in the form, so that a fault leads to its field; empty rows count there.
  errors.push(...periodFaults(input, 'competences'), ...periodFaults(input, 'territoryFlags'));
  errors.push(...unknownCodes(input, competences));
  for (const component of DIAGNOSIS_COMPONENTS) {
    const { answer, evidenceEs } = selfDiagnosis[component] ?? {};
    if ((answer === 'yes' || answer === 'partial') && !evidenceEs) {
      errors.push({
        field: `${component}.evidenceEs`,
        message: 'Diga con qué documento o hecho se comprueba.',
      });
    }
  }
  const upper = values.competences.map((each) => ({ ...each, code: (each.code ?? '').toUpperCase() }));
  return { facts: { ...values, competences: upper, selfDiagnosis }, errors };
}

function diagnosisOf({ values }: FieldsRead): SelfDiagnosis {
  const entries = DIAGNOSIS_COMPONENTS.flatMap((component) => {
    const answer = values[`${component}.answer`];
    return answer ? [[component, { answer, evidenceEs: values[`${component}.evidenceEs`] ?? null }]] : [];
  });
  return Object.fromEntries(entries) as SelfDiagnosis;
}

type Rows = readonly Readonly<Record<string, unknown>>[];

function rowsIn(input: Readonly<Record<string, unknown>>, group: string): Rows {
  const rows = input[group];
  return Array.isArray(rows) ? (rows as Rows) : [];
}

function periodFaults(input: Readonly<Record<string, unknown>>, group: string): FieldError[] {
  return rowsIn(input, group).flatMap(({ from, until }, index) =>
    typeof from === 'string' && typeof until === 'string' && from && until && until < from
      ? [{ field: `${group}.${index}.until`, message: 'Termina antes de empezar: revise las dos fechas.' }]
      : [],
  );
}

function unknownCodes(
  input: Readonly<Record<string, unknown>>,
  competences: ReadonlySet<string>,
): FieldError[] {
  return rowsIn(input, 'competences').flatMap(({ code }, index) => {
    const text = typeof code === 'string' ? code.trim().toUpperCase() : '';
    if (!text || competences.has(text)) return [];
    const message = `No existe la competencia «${text}». Elija un código de la lista.`;
    return [{ field: `competences.${index}.code`, message }];
  });
}
