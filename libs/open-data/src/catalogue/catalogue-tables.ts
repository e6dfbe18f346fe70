import { Call } from '@chasqui/calls';
import {
  CommissionProposal,
  CommissionRound,
  commissionRecord,
  MixedCommission,
  roundRecord,
} from '@chasqui/commissions';
import { type Field, fieldsOfType } from '@chasqui/curation';
import { Donor, donorRecord, Fund, fundRecord } from '@chasqui/donors';
import { GadProfile, Offer, offerRecord, PROFILE_FIELDS } from '@chasqui/gads';
import { Network, NetworkEvaluation, NetworkMembership, networkRecord } from '@chasqui/networks';
import { DevelopmentPlan, PlanCrosswalk, Priority } from '@chasqui/pdot';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { ALL_CALL_FIELDS } from '../call-type.js';

/** A table of the catalogue, as a whole instance is moved with it. */
export interface CatalogueTable {
  /** "donor": the first thing every line says. */
  readonly type: string;
  readonly entity: EntityTarget<ObjectLiteral>;
  /** SQL: the name by which others refer to the row with this id, the same in every instance. */
  readonly name?: (id: string) => string;
  /** The same of a line. */
  readonly nameOf?: (line: Readonly<Record<string, unknown>>) => string;
  /** Columns that hold an id: the line gives the name of the row instead. */
  readonly references: Readonly<Record<string, string>>;
  /** SQL on `t` that puts the rows in an order that does not depend on the instance. */
  readonly order: string;
  /** What of its columns is described; the others are checked by their type alone. */
  readonly fields: readonly Field[];
  /** SQL on `t`: rows that a person made or changed here. */
  readonly touched: string;
  /** What such rows are called when there are some. */
  readonly many: string;
}

const bySlug = (table: string) => (id: string) => `(SELECT slug FROM ${table} WHERE id = ${id})`;
const slug = ({ slug: name }: Readonly<Record<string, unknown>>): string => String(name);
const byOwnSlug = 't.slug COLLATE "C"';
const curated = 't.curated OR t.merged_into_id IS NOT NULL';

/** The version of a plan, and a priority in it: "0801/2", "0801/2/14". */
const planName = (id: string): string =>
  `(SELECT gad_code || '/' || version FROM development_plan WHERE id = ${id})`;
const priorityName = (id: string): string =>
  `(SELECT d.gad_code || '/' || d.version || '/' || p.position
      FROM priority p JOIN development_plan d ON d.id = p.plan_id WHERE p.id = ${id})`;

/** Every table of the catalogue; a row refers to rows of tables before its own, or of its own. */
export const CATALOGUE_TABLES: readonly CatalogueTable[] = [
  {
    type: 'donor',
    entity: Donor,
    name: bySlug('donor'),
    nameOf: slug,
    references: { mergedIntoId: 'donor' },
    order: byOwnSlug,
    fields: fieldsOfType(donorRecord),
    touched: curated,
    many: 'cooperantes cambiados',
  },
  {
    type: 'fund',
    entity: Fund,
    name: bySlug('fund'),
    nameOf: slug,
    references: { donorId: 'donor', mergedIntoId: 'fund' },
    order: byOwnSlug,
    fields: fieldsOfType(fundRecord),
    touched: curated,
    many: 'fondos cambiados',
  },
  {
    type: 'call',
    entity: Call,
    name: bySlug('call'),
    nameOf: slug,
    references: { donorId: 'donor', fundId: 'fund', previousEditionId: 'call', mergedIntoId: 'call' },
    order: byOwnSlug,
    fields: ALL_CALL_FIELDS,
    touched: 'true',
    many: 'convocatorias',
  },
  {
    type: 'commission',
    entity: MixedCommission,
    name: bySlug('mixed_commission'),
    nameOf: slug,
    references: { donorId: 'donor', mergedIntoId: 'commission' },
    order: byOwnSlug,
    fields: fieldsOfType(commissionRecord),
    touched: curated,
    many: 'comisiones cambiadas',
  },
  {
    type: 'round',
    entity: CommissionRound,
    name: bySlug('commission_round'),
    nameOf: slug,
    references: { commissionId: 'commission', callId: 'call', mergedIntoId: 'round' },
    order: byOwnSlug,
    fields: fieldsOfType(roundRecord),
    touched: curated,
    many: 'rondas cambiadas',
  },
  {
    type: 'network',
    entity: Network,
    name: bySlug('network'),
    nameOf: slug,
    references: { mergedIntoId: 'network' },
    order: byOwnSlug,
    fields: fieldsOfType(networkRecord),
    touched: curated,
    many: 'redes cambiadas',
  },
  {
    type: 'membership',
    entity: NetworkMembership,
    references: { networkId: 'network' },
    order: `${bySlug('network')('t.network_id')} COLLATE "C", t.gad_code COLLATE "C", t.id`,
    fields: [],
    // What the reference data brought has its source; what a GAD says of itself has none.
    touched: 't.revision > 1 OR t.source_es IS NULL',
    many: 'membresías registradas',
  },
  {
    type: 'evaluation',
    entity: NetworkEvaluation,
    references: { networkId: 'network' },
    order: `t.gad_code COLLATE "C", t.evaluated_at, t.id`,
    fields: [],
    touched: 'true',
    many: 'evaluaciones de redes',
  },
  {
    type: 'offer',
    entity: Offer,
    name: bySlug('offer'),
    nameOf: slug,
    references: { mergedIntoId: 'offer' },
    order: byOwnSlug,
    fields: fieldsOfType(offerRecord),
    touched: curated,
    many: 'ofertas cambiadas',
  },
  {
    type: 'profile',
    entity: GadProfile,
    references: {},
    order: 't.gad_code COLLATE "C"',
    fields: PROFILE_FIELDS,
    touched: 'true',
    many: 'perfiles de GAD',
  },
  {
    type: 'plan',
    entity: DevelopmentPlan,
    name: planName,
    nameOf: ({ gadCode, version }) => `${String(gadCode)}/${String(version)}`,
    references: {},
    order: 't.gad_code COLLATE "C", t.version',
    fields: [],
    touched: 'true',
    many: 'planes',
  },
  {
    type: 'priority',
    entity: Priority,
    name: priorityName,
    nameOf: ({ plan, position }) => `${String(plan)}/${String(position)}`,
    references: { planId: 'plan' },
    order: `${planName('t.plan_id')} COLLATE "C", t.position`,
    fields: [{ kind: 'codes', vocabulary: 'themes', name: 'themes', label: 'Temas' }],
    touched: 'true',
    many: 'prioridades',
  },
  {
    type: 'crosswalk',
    entity: PlanCrosswalk,
    references: { fromPriorityId: 'priority', toPriorityId: 'priority' },
    order: `${priorityName('t.from_priority_id')} COLLATE "C", ${priorityName('t.to_priority_id')} COLLATE "C", t.id`,
    fields: [],
    touched: 'true',
    many: 'relaciones entre versiones de planes',
  },
  {
    type: 'proposal',
    entity: CommissionProposal,
    references: { roundId: 'round', priorityId: 'priority', offerId: 'offer' },
    order: `${bySlug('commission_round')('t.round_id')} COLLATE "C", t.gad_code COLLATE "C", t.id`,
    fields: [],
    touched: 'true',
    many: 'propuestas a comisiones',
  },
];

/** What a line calls a reference: "donorId" is told as "donor". */
export function referenceName(column: string): string {
  return column.replace(/Id$/, '');
}
