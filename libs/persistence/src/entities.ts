import { Account, Membership, Session, SignInLink } from '@chasqui/accounts';
import { AuditEntry } from '@chasqui/audit';
import { Call } from '@chasqui/calls';
import { ChecklistStep, ChecklistTask, ChecklistTemplate } from '@chasqui/checklists';
import { Competence } from '@chasqui/competences';
import { CommissionProposal, CommissionRound, MixedCommission } from '@chasqui/commissions';
import { Donor, Fund } from '@chasqui/donors';
import { Gad, GadProfile, Offer } from '@chasqui/gads';
import { MailboxMessage } from '@chasqui/mail';
import {
  Match,
  MatchDismissal,
  MatchedCall,
  MatchingRun,
  MatchList,
  MatchReview,
  MatchState,
  Rescoring,
} from '@chasqui/matching';
import { Network, NetworkEvaluation, NetworkMembership } from '@chasqui/networks';
import { Notification } from '@chasqui/notifications';
import { OutboxEvent } from '@chasqui/outbox';
import { DevelopmentPlan, PlanCrosswalk, PlanImport, Priority } from '@chasqui/pdot';
import { SearchEntry } from '@chasqui/search';
import { Subscription } from '@chasqui/subscriptions';
import {
  Agenda,
  CrsSector,
  FinancialForm,
  GadLevel,
  Instrument,
  Mechanism,
  Modality,
  Sdg,
  Theme,
} from '@chasqui/vocabularies';

/** Every table of the product. A list, not a glob: globs are imported at run time and fail under test. */
export const entities = [
  Account,
  Agenda,
  AuditEntry,
  Call,
  ChecklistStep,
  ChecklistTask,
  ChecklistTemplate,
  CommissionProposal,
  CommissionRound,
  Competence,
  CrsSector,
  DevelopmentPlan,
  Donor,
  FinancialForm,
  Fund,
  Gad,
  GadLevel,
  GadProfile,
  Instrument,
  MailboxMessage,
  Match,
  MatchDismissal,
  MatchedCall,
  MatchingRun,
  MatchList,
  MatchReview,
  MatchState,
  Mechanism,
  Membership,
  MixedCommission,
  Modality,
  Network,
  NetworkEvaluation,
  NetworkMembership,
  Notification,
  Offer,
  OutboxEvent,
  PlanCrosswalk,
  PlanImport,
  Priority,
  Rescoring,
  Sdg,
  SearchEntry,
  Session,
  SignInLink,
  Subscription,
  Theme,
];
