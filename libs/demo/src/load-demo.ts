import { type Account, Accounts } from '@chasqui/accounts';
import {
  Call,
  type CallFields,
  type CallInput,
  Calls,
  fieldsOf,
  inputOf,
  readCallInput,
} from '@chasqui/calls';
import { Donor, Fund } from '@chasqui/donors';
import { Gad } from '@chasqui/gads';
import { addDays, Clock, daysBetween, localDate } from '@chasqui/kernel';
import { savePlan } from '@chasqui/pdot';
import { DEFAULT_MIN_SCORE, Follows, Posts, Subscriptions } from '@chasqui/subscriptions';
import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan } from 'typeorm';
import { type Demo, type DemoCall, readDemo, readDemoCalls, readDemoGads } from './demo-files.js';
import { closesInDays, shiftDates } from './shift-dates.js';

const END_OF_DAY = '23:59';

/** Fills an instance in demo mode: real GADs with their priorities, real calls with moved dates, people to sign in as. */
@Injectable()
export class LoadDemo {
  constructor(
    private readonly database: DataSource,
    private readonly calls: Calls,
    private readonly accounts: Accounts,
    private readonly subscriptions: Subscriptions,
    private readonly posts: Posts,
    private readonly follows: Follows,
    private readonly clock: Clock,
  ) {}

  /** Loads what is missing; running it again changes nothing except demo calls in review whose dates have passed. */
  async execute(): Promise<void> {
    await this.loadPlans();
    await this.loadCalls();
    await this.publishFirst();
    // After publishing: nobody is told of calls that were public before she asked for notices.
    await this.loadPeople();
  }

  private async loadPlans(): Promise<void> {
    for (const gad of await readDemoGads()) {
      await savePlan(this.database.manager, {
        gadCode: gad.dpaCode,
        label: gad.planLabel,
        note: gad.note,
        isDemo: true,
        priorities: gad.priorities,
      });
    }
  }

  private async loadCalls(): Promise<void> {
    const { manager } = this.database;
    const [demoCalls, demo, donors, funds] = await Promise.all([
      readDemoCalls(),
      readDemo(),
      manager.find(Donor),
      manager.find(Fund),
    ]);
    const donorIds = new Map(donors.map((donor) => [donor.slug, donor.id]));
    const fundIds = new Map(funds.map((fund) => [fund.slug, fund.id]));
    const today = localDate(this.clock.now());
    await this.database.transaction(async (transaction) => {
      // Editions that another one points to come first.
      const inOrder = demoCalls.toSorted(
        (a, b) => Number(a.previousEdition !== null) - Number(b.previousEdition !== null),
      );
      for (const call of inOrder) {
        if (await transaction.existsBy(Call, { slug: call.id })) continue;
        const previous =
          call.previousEdition && (await transaction.findOneBy(Call, { slug: call.previousEdition }));
        const origin = {
          donorId: donorIds.get(call.donor)!,
          fundId: call.fund && fundIds.get(call.fund)!,
          previousEditionId: previous ? previous.id : null,
        };
        const fields = demoFields(call, origin, closesInDays(call.id, demo), today);
        await this.calls.insert(transaction, fields, null, { isDemo: true, slug: call.id });
      }
    });
    await this.refresh(demoCalls, demo, today);
  }

  /** Demo calls whose close has passed get new dates, so that the walk-through works months later. */
  private async refresh(demoCalls: readonly DemoCall[], demo: Demo, today: string): Promise<void> {
    const past = await this.database.manager.findBy(Call, {
      isDemo: true,
      state: In(['in_review', 'published']),
      closesAt: LessThan(this.clock.now()),
    });
    for (const call of past) {
      const original = demoCalls.find(({ id }) => id === call.slug);
      if (!original) continue;
      const { opensOn, closesOn } = shiftDates(original, closesInDays(call.slug, demo), today);
      // A close that a curator gave to a call that had none stays as she wrote it.
      if (!closesOn) continue;
      const deadlineLocal = `${closesOn}T${original.closesTime ?? END_OF_DAY}`;
      const input = { ...inputOf(fieldsOf(call)), opensOn, deadlineLocal };
      // Further dates that a curator entered stay as she wrote them.
      if (original.otherDeadlines.length > 0) input.otherDeadlines = movedDates(original, closesOn);
      await this.calls.update(call.id, call.revision, input, null);
    }
  }

  private async publishFirst(): Promise<void> {
    const { published } = await readDemo();
    for (const slug of published) {
      const call = await this.database.manager.findOneByOrFail(Call, { slug });
      if (call.state === 'in_review' && call.revision === 1) await this.calls.publish(call.id, null);
    }
  }

  private async loadPeople(): Promise<void> {
    const { people, password } = await readDemo();
    for (const { email, name, role, gadCode } of people) {
      await this.addPerson({ email, name, password, role, gadCode });
    }
    // Every other GAD with a plan has an officer too: mail for them lands in the demo mailbox.
    const taken = new Set(people.flatMap((person) => person.gadCode ?? []));
    for (const { dpaCode } of await readDemoGads()) {
      if (taken.has(dpaCode)) continue;
      const gad = await this.database.manager.findOneByOrFail(Gad, { dpaCode });
      const email = `cooperacion@gad-${dpaCode}.example`;
      const name = `Oficial de cooperación de ${gad.territory}`;
      await this.addPerson({ email, name, password: null, role: 'officer', gadCode: dpaCode });
    }
  }

  private async addPerson(person: {
    email: string;
    name: string;
    password: string | null;
    role: 'curator' | 'officer' | 'council_member';
    gadCode: string | null;
  }): Promise<void> {
    const { role, gadCode, ...identity } = person;
    const memberships = [{ role, gadCode }];
    const account = await this.accounts.register(this.database.manager, { ...identity, memberships }, null);
    if (role !== 'officer' || !gadCode) return;
    if (await this.subscriptions.find(account.id, gadCode)) return;
    await this.subscriptions.choose(account.id, gadCode, {
      active: true,
      minScore: DEFAULT_MIN_SCORE,
      includeCredit: false,
    });
    await this.addAlerts(account, gadCode);
  }

  /** What an officer has besides her alert, once: what she gives up later stays so. */
  private async addAlerts({ id: accountId, email }: Account, gadCode: string): Promise<void> {
    const { posts, follows } = await readDemo();
    for (const { holder, ...post } of posts.filter(({ holder: own }) => own === email)) {
      const alert = { minScore: DEFAULT_MIN_SCORE, includeCredit: false };
      await this.posts.create({ accountId, gadCode }, { ...post, ...alert }, accountId);
    }
    for (const { call } of follows.filter((follow) => follow.email === email)) {
      const { id } = await this.database.manager.findOneByOrFail(Call, { slug: call });
      await this.follows.follow(accountId, id, gadCode);
    }
  }
}

/** The columns of a demo call, checked like any curator's input. */
function demoFields(
  call: DemoCall,
  origin: Pick<CallInput, 'donorId' | 'fundId' | 'previousEditionId'>,
  closesIn: number,
  today: string,
): CallFields {
  const dates = shiftDates(call, closesIn, today);
  const input: CallInput = {
    ...call,
    ...origin,
    financialForm: call.financialForms[0]!,
    opensOn: dates.opensOn,
    deadlineKind: dates.closesOn ? 'exact' : call.kind === 'permanent' ? 'permanent' : 'unpublished',
    deadlineLocal: dates.closesOn && `${dates.closesOn}T${call.closesTime ?? END_OF_DAY}`,
    deadlineZone: call.timeZone,
    deadlineText: dates.closesOn ? null : call.deadlineText,
    otherDeadlines: movedDates(call, dates.closesOn),
    cofinancingPercent: call.cofinancingPercent === null ? null : String(call.cofinancingPercent),
    currency: call.currency ?? '',
    notes: [call.notes, call.deadlineText && `Plazo original según la fuente: «${call.deadlineText}».`]
      .filter(Boolean)
      .join(' '),
  };
  return readCallInput(input);
}

/** The further dates of a call, as far from its moved close as they were from the real one. */
function movedDates(call: DemoCall, closesOn: string | null): NonNullable<CallInput['otherDeadlines']> {
  const { closesOn: real } = call;
  if (!real || !closesOn) return [];
  return call.otherDeadlines.map(({ role, on, time, zone, text }) => ({
    role,
    local: `${addDays(closesOn, daysBetween(real, on))}T${time ?? END_OF_DAY}`,
    zone,
    text,
  }));
}
