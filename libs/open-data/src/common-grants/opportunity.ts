import { type Call, callStatus, callStatusName, deadlineTexts, descriptionText } from '@chasqui/calls';
import { safeHttpUrl } from '@chasqui/kernel';
import { DEADLINE_ROLE_LABELS, type DeadlineRole, type GadLevelCode } from '@chasqui/vocabularies';
import type { CustomField, Opportunity, OpportunityEvent, OpportunityStatus } from './shapes.js';

type Applicant = Opportunity['acceptedApplicantTypes'][number];

/** The levels of government in the protocol's words; those that it has no word for get one of ours. */
const APPLICANTS: Readonly<Record<GadLevelCode, Applicant>> = {
  provincial: { value: 'government_state', description: 'GAD provincial' },
  municipal: { value: 'government_municipal', description: 'GAD municipal' },
  metropolitan: {
    value: 'custom',
    customValue: 'gad_metropolitano',
    description: 'GAD de un distrito metropolitano',
  },
  parish: { value: 'custom', customValue: 'gad_parroquial_rural', description: 'GAD parroquial rural' },
};

const DATE_NAMES: Readonly<Record<DeadlineRole, string>> = {
  expression_of_interest: 'expressionOfInterest',
  questions: 'questions',
  info_session: 'infoSession',
  cut_off: 'cutOff',
  second_stage: 'secondStage',
  results: 'results',
};

/** A call as an opportunity of the CommonGrants protocol. Its dates have no zone there: the zones are own fields. */
export function toOpportunity(call: Call, now: Date, publicUrl: string): Opportunity {
  const other = otherDates(call);
  const funding = fundingOf(call);
  const source = safeHttpUrl(call.sourceUrl);
  return {
    id: call.id,
    title: call.title,
    status: { value: opportunityStatus(call, now), description: callStatusName(callStatus(call, now)) },
    description: descriptionText(call.summary),
    ...(funding && { funding }),
    keyDates: {
      ...(call.opensOn && {
        postDate: { name: 'Apertura', eventType: 'singleDate' as const, date: call.opensOn },
      }),
      closeDate: closeDate(call, now),
      ...(other.length > 0 && {
        otherDates: Object.fromEntries(other.map(({ key, event }) => [key, event])),
      }),
    },
    acceptedApplicantTypes: call.gadLevels.map((level) => APPLICANTS[level]),
    ...(source && { source }),
    customFields: {
      ...customFields(call, publicUrl),
      ...Object.fromEntries(
        other.map(({ key, zone, assumed }) => [`${key}TimeZone`, zoneField(`${key}TimeZone`, zone, assumed)]),
      ),
    },
    createdAt: call.createdAt.toISOString(),
    lastModifiedAt: call.updatedAt.toISOString(),
  };
}

export function opportunityStatus(call: Pick<Call, 'opensOn' | 'closesAt'>, now: Date): OpportunityStatus {
  const status = callStatus(call, now);
  if (status === 'closed') return 'closed';
  return status === 'upcoming' ? 'forecasted' : 'open';
}

/** The close as its source writes it: the exact one, or the last of several cut-offs. */
function closeOf(call: Call): { local: string; zone: string; assumed: boolean } | null {
  if (call.deadlineKind === 'cut_offs') {
    const last = call.otherDeadlines.findLast(({ role }) => role === 'cut_off');
    return last ? { local: last.local, zone: last.zone, assumed: last.zoneAssumed } : null;
  }
  const { closesAt, deadlineLocal: local, deadlineZone: zone, deadlineZoneAssumed: assumed } = call;
  return closesAt && local && zone ? { local, zone, assumed } : null;
}

function closeDate(call: Call, now: Date): OpportunityEvent {
  const close = closeOf(call);
  if (!close) return { name: 'Cierre', eventType: 'other', details: deadlineTexts(call, now).reader };
  const description = call.deadlineText ? { description: call.deadlineText } : {};
  return { name: 'Cierre', ...singleDate(close.local), ...description };
}

function singleDate(local: string): { eventType: 'singleDate'; date: string; time: string } {
  return { eventType: 'singleDate', date: local.slice(0, 10), time: `${local.slice(11, 16)}:00` };
}

interface NamedDate {
  readonly key: string;
  readonly event: OpportunityEvent;
  readonly zone: string;
  readonly assumed: boolean;
}

/** The further dates; a second one of its kind gets a number. */
function otherDates(call: Call): NamedDate[] {
  const seen = new Map<string, number>();
  return call.otherDeadlines.map(({ role, local, zone, zoneAssumed, text }) => {
    const place = (seen.get(role) ?? 0) + 1;
    seen.set(role, place);
    const event = {
      name: DEADLINE_ROLE_LABELS[role],
      ...singleDate(local),
      ...(text ? { description: text } : {}),
    };
    return { key: DATE_NAMES[role] + (place > 1 ? place : ''), event, zone, assumed: zoneAssumed };
  });
}

function fundingOf(call: Call): Opportunity['funding'] {
  const { amountMin, amountMax, totalBudget, currency, cofinancingPercent } = call;
  const money = (amount: string | null) => (amount && currency ? { amount, currency } : null);
  const [total, least, most] = [money(totalBudget), money(amountMin), money(amountMax)];
  const details = cofinancingPercent === null ? null : `Contraparte mínima: ${Number(cofinancingPercent)} %.`;
  if (!total && !least && !most && !details) return undefined;
  return {
    ...(details && { details }),
    ...(total && { totalAmountAvailable: total }),
    ...(least && { minAwardAmount: least }),
    ...(most && { maxAwardAmount: most }),
  };
}

function zoneField(name: string, value: string, assumed: boolean): CustomField {
  const doubt = assumed ? ' La fuente no la indica: se toma la del Ecuador.' : '';
  return { name, fieldType: 'string', value, description: `Zona horaria IANA de la fecha.${doubt}` };
}

/** What Chasqui knows and the protocol has no place for. What is not known is left out. */
function customFields(call: Call, publicUrl: string): Record<string, CustomField> {
  const fields: CustomField[] = [];
  const add = (
    name: string,
    fieldType: CustomField['fieldType'],
    value: unknown,
    description: string,
  ): void => {
    const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) fields.push({ name, fieldType, value, description });
  };
  const close = closeOf(call);
  if (close) fields.push(zoneField('closeDateTimeZone', close.zone, close.assumed));
  add('closesAt', 'string', call.closesAt?.toISOString(), 'El cierre en UTC');
  add('chasquiUrl', 'string', `${publicUrl}/convocatorias/${call.slug}`, 'Página en Chasqui');
  add('donor', 'string', call.donor?.nameEs, 'Cooperante');
  add('language', 'string', call.language, 'Idioma de la convocatoria (ISO 639-1)');
  add('financialForm', 'string', call.financialForm, 'Forma de apoyo');
  add('deadlineKind', 'string', call.deadlineKind, 'Tipo de plazo');
  add('gadRole', 'string', call.gadRole, 'Qué puede ser un GAD en ella');
  add('themes', 'array', call.themes, 'Temas de Chasqui');
  add('sdgs', 'array', call.sdgs, 'Objetivos de Desarrollo Sostenible');
  add('crsSectors', 'array', call.crsSectors, 'Sectores CRS (OCDE)');
  add('countries', 'array', call.countries, 'Países (ISO 3166-1), o * si son todos');
  add('territories', 'array', call.territories, 'Territorios del Ecuador a los que se limita (códigos DPA)');
  add('applicantTypes', 'array', call.applicantTypes, 'Quién puede postular, según la fuente');
  add('requiredDocuments', 'array', call.requiredDocuments, 'Documentos que pide');
  add('partnerRequirements', 'string', call.partnerRequirements, 'Socios que exige');
  add('cofinancingPercent', 'string', call.cofinancingPercent, 'Contraparte mínima, en porcentaje');
  add('edition', 'string', call.edition, 'Edición');
  add('verifiedOn', 'string', call.verifiedOn, 'Última comparación con la fuente');
  add('isDemo', 'boolean', call.isDemo || null, 'Demostración: las fechas se movieron');
  return Object.fromEntries(fields.map((field) => [field.name, field]));
}
