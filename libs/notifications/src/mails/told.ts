import type { Call, DatedDeadline } from '@chasqui/calls';
import type { TemplateStep } from '@chasqui/checklists';
import type { Gad } from '@chasqui/gads';
import type { CallChangeEvent } from '@chasqui/intake';
import type { Match } from '@chasqui/matching';
import type { BulletinEntry, BulletinPart } from '../compose/bulletin-facts.query.js';

/** For whom and when something is written: dates are shown in her zone. */
export interface Reader {
  readonly now: Date;
  /** IANA zone. */
  readonly zone: string;
}

interface ToldOfCall {
  /** With its donor. */
  readonly call: Call;
  /** In Spanish: "Donación no reembolsable". */
  readonly financialForm: string;
  /** Absolute. */
  readonly detailUrl: string;
  /** Alerts or rules that brought it: "su búsqueda «Riego»", "sigue esta convocatoria". */
  readonly reasons: readonly string[];
}

export type ToldGad = Pick<Gad, 'dpaCode' | 'name'>;

/** A new call that an alert brought. */
export interface NewCallTold extends ToldOfCall {
  readonly kind: 'new_call';
  /** What it has to do with a GAD; null when only searches found it. */
  readonly fit: {
    readonly gad: ToldGad;
    readonly match: Pick<Match, 'score' | 'confidence' | 'gates' | 'reasons' | 'missing'>;
    readonly template: readonly TemplateStep[];
  } | null;
  /** The searches that found it, with the address of all that they find. */
  readonly searches: readonly { readonly label: string; readonly url: string }[];
}

export type ToldChange = Pick<CallChangeEvent, 'kind' | 'field' | 'severity' | 'textEs'>;

/** A call that the person follows or was told of is not what it was. */
export interface ChangeTold extends ToldOfCall {
  readonly kind: 'call_change';
  /** What she must know at once whatever she chose: a nearer deadline, a cancellation. */
  readonly urgent: boolean;
  readonly changes: readonly ToldChange[];
  /** Its page can be opened: not once it was taken to the archive. */
  readonly isPublic: boolean;
}

/** Steps of an application dated backwards from the close. */
export interface StepsNow {
  readonly gadName: string;
  /** Should be finished by today. */
  readonly due: readonly DatedStep[];
  readonly next: DatedStep | null;
}

export interface DatedStep {
  readonly title: string;
  /** ISO date. */
  readonly finishBy: string;
}

/** A date of a followed call comes near. */
export interface DeadlineTold extends ToldOfCall {
  readonly kind: 'deadline';
  readonly date: DatedDeadline;
  /** Null when she does not follow it for a GAD, or when it has no close to plan for. */
  readonly steps: StepsNow | null;
}

/** A followed call without a date: somebody should look whether it still is open. */
export interface ReviewTold extends ToldOfCall {
  readonly kind: 'review';
}

/** A step of the ten should be finished soon. */
export interface StepTold extends ToldOfCall {
  readonly kind: 'step_due';
  readonly gadName: string;
  readonly step: TemplateStep;
  /** ISO date. */
  readonly finishBy: string;
}

export type BulletinCall = Omit<BulletinEntry, 'slug'> & { readonly url: string };

/** What a month brought and what comes next. */
export interface BulletinTold {
  readonly kind: 'bulletin';
  /** The month that ended, "2026-10". */
  readonly month: string;
  /** The GADs that it is about; empty for the whole catalogue. */
  readonly gadNames: readonly string[];
  readonly fresh: BulletinPart<BulletinCall>;
  readonly closing: BulletinPart<BulletinCall>;
  readonly changed: BulletinPart<BulletinCall>;
  /** Where all of it is. */
  readonly listUrl: string;
}

/** Mails to a colleague do not arrive. */
export interface AddressTold {
  readonly kind: 'address_problem';
  readonly gadName: string | null;
  readonly name: string;
  readonly address: string;
  /** What the other server said. */
  readonly detail: string;
}

export type CallTold = NewCallTold | ChangeTold | DeadlineTold | ReviewTold | StepTold;
/** One thing that a person is told, with all that is needed to say it. */
export type Told = CallTold | BulletinTold | AddressTold;
