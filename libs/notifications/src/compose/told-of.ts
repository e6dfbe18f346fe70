import { type Call, targetClose } from '@chasqui/calls';
import type { Match } from '@chasqui/matching';
import type { Subscription } from '@chasqui/subscriptions';
import { stepsNow } from '../mails/due-steps.js';
import type { BulletinCall, BulletinTold, NewCallTold, Reader, Told, ToldChange } from '../mails/told.js';
import type { Notification } from '../notification.entity.js';
import { type Batch, pair, worksFor } from './batch.js';
import type { BulletinEntry, BulletinPart } from './bulletin-facts.query.js';
import { factsOf } from './notice-facts.js';
import { dateOf, liveAlerts } from './obstacle.js';

const FOLLOWED = ['sigue esta convocatoria'];

/** What a notice that holds says: its facts joined with what the tables say now. */
export class TellNotice {
  constructor(
    private readonly batch: Batch,
    /** Those that are quoted in full, by call and GAD. */
    private readonly matches: ReadonlyMap<string, Match>,
    private readonly publicUrl: string,
  ) {}

  /** @throws when the notice is broken */
  told(notice: Notification, reader: Reader): Told {
    switch (notice.kind) {
      case 'bulletin':
        return this.bulletin(notice);
      case 'address_problem': {
        const { name, address, detail } = factsOf(notice, 'address_problem');
        const gadName = this.batch.gads.get(notice.gadCode ?? '')?.name ?? null;
        return { kind: 'address_problem', gadName, name, address, detail };
      }
      case 'new_call':
        return this.newCall(notice);
      case 'call_change':
        return this.change(notice);
      case 'deadline':
        return { kind: 'deadline', ...this.ofCall(notice), ...this.deadline(notice, reader) };
      case 'review':
        return { kind: 'review', ...this.ofCall(notice) };
      case 'step_due': {
        const { stepKey, finishBy } = factsOf(notice, 'step_due');
        const step = this.batch.template.find(({ key }) => key === stepKey)!;
        const gadName = this.batch.gads.get(notice.gadCode ?? '')?.name ?? 'GAD';
        return { kind: 'step_due', ...this.ofCall(notice), step, finishBy, gadName };
      }
    }
  }

  private ofCall(notice: Notification) {
    const call = this.callOf(notice);
    return {
      call,
      financialForm: this.batch.financialForms.get(call.financialForm) ?? call.financialForm,
      detailUrl: this.detailUrl(call, notice.accountId, notice.gadCode),
      reasons: notice.reasons.length > 0 ? notice.reasons : FOLLOWED,
    };
  }

  private callOf({ id, callId }: Notification): Call {
    const call = this.batch.calls.get(callId ?? '');
    if (!call) throw new Error(`Notice ${id} is about a call that does not exist.`);
    return call;
  }

  /** The page of the match for who may open it, else that of the call. */
  private detailUrl({ slug }: Call, accountId: string, gadCode: string | null): string {
    return gadCode && worksFor(this.batch, accountId, gadCode)
      ? `${this.publicUrl}/gads/${gadCode}/coincidencias/${slug}`
      : `${this.publicUrl}/convocatorias/${slug}`;
  }

  private newCall(notice: Notification): NewCallTold {
    const alerts = liveAlerts(notice, this.batch);
    const best = alerts.find(({ subscription }) => !subscription.searchQuery)?.subscription.gadCode ?? null;
    const call = this.callOf(notice);
    return {
      kind: 'new_call',
      ...this.ofCall(notice),
      detailUrl: this.detailUrl(call, notice.accountId, best),
      reasons: alerts.map(({ reason }) => reason),
      fit: best === null ? null : this.fit(call, best),
      searches: alerts.flatMap(({ subscription }) => this.search(subscription)),
    };
  }

  private fit(call: Call, gadCode: string): NewCallTold['fit'] {
    const key = pair(call.id, gadCode);
    const [gad, score] = [this.batch.gads.get(gadCode), this.batch.scores.get(key)];
    if (!gad || !score) return null;
    const { gates = [], reasons = [], missing = [] } = this.matches.get(key) ?? {};
    return { gad, match: { ...score, gates, reasons, missing }, template: this.batch.template };
  }

  private search({ searchQuery, label }: Subscription): { label: string; url: string }[] {
    return searchQuery
      ? [{ label: label ?? searchQuery, url: `${this.publicUrl}/buscar?${searchQuery}` }]
      : [];
  }

  private change(notice: Notification): Told {
    const { changeIds } = factsOf(notice, 'call_change');
    const changes = changeIds.flatMap((id): ToldChange[] => {
      const change = this.batch.changes.get(id);
      if (!change) return [];
      const { kind, field, severity, textEs } = change;
      return [{ kind, field, severity, textEs }];
    });
    const of = this.ofCall(notice);
    const isPublic = of.call.state === 'published';
    return { kind: 'call_change', ...of, urgent: notice.urgent, changes, isPublic };
  }

  private deadline(notice: Notification, reader: Reader) {
    const { call } = this.ofCall(notice);
    const follow = this.batch.follows.get(pair(notice.accountId, call.id));
    const gad = this.batch.gads.get(follow?.gadCode ?? '');
    const steps =
      follow && gad && worksFor(this.batch, notice.accountId, gad.dpaCode)
        ? stepsNow(this.batch.template, targetClose(call, reader.now), follow.since, gad.name, reader)
        : null;
    return { date: dateOf(notice, this.batch)!, steps };
  }

  private bulletin(notice: Notification): BulletinTold {
    const { month } = factsOf(notice, 'bulletin');
    const facts = this.batch.bulletins.get(notice.id)!;
    const [only] = facts.gads;
    const shown = ({ total, items }: BulletinPart): BulletinPart<BulletinCall> => ({
      total,
      items: items.map((item) => this.bulletinCall(item)),
    });
    return {
      kind: 'bulletin',
      month,
      gadNames: facts.gads.map(({ name }) => name),
      fresh: shown(facts.fresh),
      closing: shown(facts.closing),
      changed: shown(facts.changed),
      listUrl: only ? `${this.publicUrl}/gads/${only.code}/coincidencias` : `${this.publicUrl}/convocatorias`,
    };
  }
  private bulletinCall({ slug, title, language, donorName, isLoan, isDemo, closesAt, texts }: BulletinEntry) {
    const url = `${this.publicUrl}/convocatorias/${slug}`;
    return { title, language, donorName, isLoan, isDemo, closesAt, texts, url };
  }
}
