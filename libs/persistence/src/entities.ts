import { Account, InstanceKey, Membership, Session, SignInLink } from '@chasqui/accounts';
import { AuditEntry } from '@chasqui/audit';
import { CalendarFeed, CalendarFeedCall } from '@chasqui/calendars';
import { Call, CallDate } from '@chasqui/calls';
import { ChecklistStep, ChecklistTask, ChecklistTemplate } from '@chasqui/checklists';
import { Competence } from '@chasqui/competences';
import { CommissionProposal, CommissionRound, MixedCommission } from '@chasqui/commissions';
import { AddressReport, MailDomain, OutgoingMail, SuppressedAddress } from '@chasqui/delivery';
import { Donor, Fund } from '@chasqui/donors';
import { Gad, GadProfile, Offer } from '@chasqui/gads';
import {
  CallChangeEvent,
  CallFieldOrigin,
  CuratorDigest,
  FieldDecision,
  Finding,
  ItemMemory,
  LinkCheck,
  Reading,
} from '@chasqui/intake';
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
import {
  Capture,
  FetchHost,
  RawPayload,
  RobotsFile,
  Source,
  SourceAddress,
  SourceDefinition,
  SourceItem,
  SourceRun,
} from '@chasqui/sources';
import {
  AlertSettings,
  Consent,
  Follow,
  GadPost,
  Subscription,
  SubscriptionRequest,
} from '@chasqui/subscriptions';
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
  AddressReport,
  Agenda,
  AlertSettings,
  AuditEntry,
  CalendarFeed,
  CalendarFeedCall,
  Call,
  CallChangeEvent,
  CallDate,
  CallFieldOrigin,
  Capture,
  ChecklistStep,
  ChecklistTask,
  ChecklistTemplate,
  CommissionProposal,
  CommissionRound,
  Competence,
  Consent,
  CrsSector,
  CuratorDigest,
  DevelopmentPlan,
  Donor,
  FetchHost,
  FieldDecision,
  FinancialForm,
  Finding,
  Follow,
  Fund,
  Gad,
  GadLevel,
  GadPost,
  GadProfile,
  InstanceKey,
  Instrument,
  ItemMemory,
  LinkCheck,
  MailboxMessage,
  MailDomain,
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
  OutgoingMail,
  PlanCrosswalk,
  PlanImport,
  Priority,
  RawPayload,
  Reading,
  Rescoring,
  RobotsFile,
  Sdg,
  SearchEntry,
  Session,
  SignInLink,
  Source,
  SourceAddress,
  SourceDefinition,
  SourceItem,
  SourceRun,
  Subscription,
  SubscriptionRequest,
  SuppressedAddress,
  Theme,
];
