import { SignedLinks } from '@chasqui/accounts';
import type { Call } from '@chasqui/calls';
import { type ComposedMail, type NothingToSay, OutgoingMail } from '@chasqui/delivery';
import { CallChangeEvent } from '@chasqui/intake';
import { Match } from '@chasqui/matching';
import { Bundle, ComposeNotices, type NewNotice, Notices, Notification } from '@chasqui/notifications';
import { Subscription } from '@chasqui/subscriptions';
import PostalMime, { type Email } from 'postal-mime';
import { PUBLIC_URL } from '../../support/app.js';
import { AlertScene, ecuador } from './alert.scene.js';

export const NOW = ecuador('2027-03-15T07:00');
/** Of most calls, on the clocks of Ecuador: in a week. */
export const CLOSE = '2027-03-22T17:00';
/** What a reminder of that close says. */
export const DEADLINE_FACTS: NewNotice['facts'] = {
  kind: 'deadline',
  role: 'close',
  place: 1,
  at: ecuador(CLOSE).toISOString(),
};

export type Answer = ComposedMail | NothingToSay;

/** People, calls, and what is said of them in mails; the notices are written by the tests. */
export class ComposeScene {
  readonly composer: ComposeNotices;
  readonly links: SignedLinks;

  private constructor(readonly alerts: AlertScene) {
    const { database, clock } = alerts;
    this.links = new SignedLinks(database, clock, { linkSecret: 'secreto'.repeat(6), mode: 'demo' });
    const settings = { publicUrl: PUBLIC_URL, mailFrom: 'Chasqui <avisos@chasqui.example>' };
    this.composer = new ComposeNotices(database, this.links, clock, settings);
  }

  static async open(now: Date): Promise<ComposeScene> {
    return new ComposeScene(await AlertScene.open(now));
  }

  /** An officer of a GAD, or somebody without one. */
  person(gadCode: string | null = '08'): Promise<string> {
    return this.alerts.person({}, gadCode ? [{ role: 'officer', gadCode }] : []);
  }

  /** An alert that is on: for a GAD, or a search. */
  alert(accountId: string, of: Partial<Subscription>): Promise<Subscription> {
    const { manager } = this.alerts.database;
    const fresh = { accountId, gadCode: null, searchQuery: null, label: null, postId: null, searchSeq: null };
    return manager.save(
      manager.create(Subscription, {
        ...fresh,
        themes: [],
        active: true,
        minScore: 50,
        includeCredit: false,
        frequency: 'immediate',
        pausedUntil: null,
        since: this.alerts.clock.now(),
        ...of,
      }),
    );
  }

  search(accountId: string, label = 'Riego'): Promise<Subscription> {
    return this.alert(accountId, {
      label,
      searchQuery: `q=${label.toLowerCase()}`,
      minScore: 0,
      includeCredit: true,
    });
  }

  async match(call: Call, gadCode = '08', score = 72.6): Promise<void> {
    await this.alerts.database.manager.save(Match, {
      callId: call.id,
      gadCode,
      callRevision: call.revision,
      formulaVersion: 1,
      dataVersion: 'x',
      eligibility: 'passes',
      score,
      previousScore: null,
      previousFormulaVersion: null,
      need: 1,
      capacity: 1,
      donor: 1,
      confidence: 0.9,
      gates: [],
      reasons: [
        {
          criterion: 'priority',
          text: 'Responde al PDOT.',
          gadQuote: 'Riego',
          callQuote: null,
          norm: null,
          points: 9,
        },
      ],
      missing: [],
      improvements: [],
      computedAt: this.alerts.clock.now(),
    });
  }

  /** A notice that is due. */
  async owe(
    accountId: string,
    call: Call | null,
    of: Partial<NewNotice> & Pick<NewNotice, 'kind'>,
  ): Promise<void> {
    const { database, clock } = this.alerts;
    const notice = {
      accountId,
      callId: call?.id ?? null,
      eventKey: `${of.kind}/${call?.id ?? ''}/${JSON.stringify(of.facts ?? '')}`,
      gadCode: null,
      reasons: ['sigue esta convocatoria'],
      dueAt: clock.now(),
      ...of,
    };
    await new Notices().owe(database.manager, [notice], clock.now());
  }

  /** The notice of a new call that these alerts brought. */
  async oweNew(accountId: string, call: Call, ...alerts: Subscription[]): Promise<void> {
    await this.owe(accountId, call, {
      kind: 'new_call',
      gadCode: alerts.find(({ searchQuery }) => !searchQuery)?.gadCode ?? null,
      subscriptionIds: alerts.map(({ id }) => id),
      reasons: alerts.map(({ label, gadCode }) =>
        label ? `su búsqueda «${label}»` : `lo que coincide con ${gadCode ?? ''}`,
      ),
    });
  }

  /** A change of the call as intake notes it. @returns its id */
  async change(call: Call, of: Partial<CallChangeEvent> = {}): Promise<string> {
    const { manager } = this.alerts.database;
    const { id } = await manager.save(CallChangeEvent, {
      callId: call.id,
      findingId: null,
      kind: 'amount',
      field: 'amountMax',
      before: null,
      after: null,
      severity: 'important',
      textEs: 'El monto máximo cambia: de EUR 50.000 a EUR 80.000',
      at: NOW,
      actorId: null,
      ...of,
    });
    return id;
  }

  /** Makes mails of what is due. */
  async bundle(): Promise<OutgoingMail[]> {
    await this.alerts.get(Bundle).execute('all');
    return this.mails();
  }

  mails(): Promise<OutgoingMail[]> {
    return this.alerts.database.manager.find(OutgoingMail, { order: { recipient: 'ASC' } });
  }

  async compose(mails?: readonly OutgoingMail[]): Promise<ReadonlyMap<string, Answer>> {
    return this.composer.compose(mails ?? (await this.bundle()));
  }

  /** The answer for the only mail there is. */
  async composeOne(): Promise<Answer | undefined> {
    const mails = await this.bundle();
    if (mails.length !== 1) throw new Error(`There are ${mails.length} mails.`);
    return (await this.compose(mails)).get(mails[0]!.id);
  }

  notices(): Promise<Notification[]> {
    return this.alerts.notices();
  }
}

/** A mail as its reader's program takes it apart. */
export function readMail(answer: Answer | undefined): Promise<Email> {
  if (answer?.kind !== 'mail') throw new Error(`No mail: ${answer?.reason ?? 'no answer'}`);
  const { raw } = answer.template.personalise(
    {
      name: answer.personal.name,
      address: 'persona@avisos.example',
      messageId: 'uno@chasqui.example',
      envelopeFrom: 'avisos@chasqui.example',
      date: new Date('2027-03-15T12:00:00Z'),
    },
    answer.personal,
  );
  return PostalMime.parse(raw);
}
