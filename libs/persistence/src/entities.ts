import { Account, Membership, Session, SignInLink } from '@chasqui/accounts';
import { AuditEntry } from '@chasqui/audit';
import { Call } from '@chasqui/calls';
import { ChecklistStep, ChecklistTask, ChecklistTemplate } from '@chasqui/checklists';
import { Competence } from '@chasqui/competences';
import { Donor, Fund } from '@chasqui/donors';
import { Gad } from '@chasqui/gads';
import { MailboxMessage } from '@chasqui/mail';
import { Match, MatchingRun } from '@chasqui/matching';
import { Notification } from '@chasqui/notifications';
import { OutboxEvent } from '@chasqui/outbox';
import { DevelopmentPlan, Priority } from '@chasqui/pdot';
import { Subscription } from '@chasqui/subscriptions';
import {
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
  AuditEntry,
  Call,
  ChecklistStep,
  ChecklistTask,
  ChecklistTemplate,
  Competence,
  CrsSector,
  DevelopmentPlan,
  Donor,
  FinancialForm,
  Fund,
  Gad,
  GadLevel,
  Instrument,
  MailboxMessage,
  Match,
  MatchingRun,
  Mechanism,
  Membership,
  Modality,
  Notification,
  OutboxEvent,
  Priority,
  Sdg,
  Session,
  SignInLink,
  Subscription,
  Theme,
];
