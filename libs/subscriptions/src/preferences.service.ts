import { Clock, localDate } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { takeTurnOf } from './alert-change.js';
import { type AlertList, readList } from './alert-lists.js';
import { changeSettings } from './alert-preferences.service.js';
import { readPause } from './alert-rules.js';
import type { ConsentWay } from './consent.entity.js';
import { settingsOf } from './delivery-settings.js';
import { stopFollowing } from './follows.service.js';
import {
  changeAlert,
  describeList,
  followAgain,
  type ListState,
  resumeAll,
  stopAll,
} from './list-changes.js';
import { type AlertsExport, exportOf } from './preferences-export.js';
import { overviewOf, type PreferencesOverview } from './preferences.query.js';
import { Subscription } from './subscription.entity.js';

/** What became of a wish to stop, pause or resume a list. */
export interface ListOutcome {
  /** `not_yours`: nothing was done, because the person has no such alert, or no longer. */
  readonly result: 'done' | 'already' | 'not_yours';
  /** What it is about, as `ListState.what`; empty when it is not hers. */
  readonly what: string;
}

/** Everything that a person receives, and how it is stopped from a mail or a page. */
@Injectable()
export class Preferences {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws EntityNotFoundError when there is no such account */
  overview(accountId: string): Promise<PreferencesOverview> {
    return overviewOf(this.database.manager, accountId, this.clock.now());
  }

  /** Everything that is stored about the person's alerts, for herself (LOPDP: access and portability). */
  export(accountId: string): Promise<AlertsExport> {
    return exportOf(this.database.manager, accountId, this.clock.now());
  }

  /** How a list stands now; null when it is not the person's, or no longer. */
  async describe(accountId: string, name: string): Promise<ListState | null> {
    const list = readList(name);
    return list && describeList(this.database.manager, accountId, list, this.clock.now());
  }

  /** Stops a list. Twice is once. */
  async stop(accountId: string, name: string, way: ConsentWay): Promise<ListOutcome> {
    return this.act(accountId, name, async (manager, list, now) => {
      if (list.kind === 'sub') {
        await changeAlert(
          manager,
          await alertOf(manager, accountId, list.id),
          { active: false },
          { way, now },
        );
      } else if (list.kind === 'follow') {
        await stopFollowing(manager, now, { accountId, callId: list.callId, way });
      } else if (list.kind === 'all') {
        await stopAll(manager, accountId, { way, now });
      } else {
        await changeSettings(manager, now, { accountId, change: { [list.kind]: false }, way });
      }
    });
  }

  /**
   * Pauses a list until a day; what comes before waits and comes then. What has no pause of its own pauses everything.
   * @param until ISO date, the first day on which notices go out again
   * @throws DomainError `alerts.bad_pause`
   */
  async pause(accountId: string, name: string, until: string, way: ConsentWay): Promise<ListOutcome> {
    return this.act(accountId, name, async (manager, list, now) => {
      const { zone } = await settingsOf(manager, accountId);
      const pausedUntil = readPause(until, localDate(now, zone));
      if (list.kind === 'sub') {
        await changeAlert(manager, await alertOf(manager, accountId, list.id), { pausedUntil }, { way, now });
      } else {
        await changeSettings(manager, now, { accountId, change: { pausedUntil }, way });
      }
    });
  }

  /** Takes a stop or a pause back: the list is on again as it was. Twice is once. */
  async resume(accountId: string, name: string, way: ConsentWay): Promise<ListOutcome> {
    return this.act(accountId, name, async (manager, list, now) => {
      const said = { way, now };
      if (list.kind === 'sub') {
        const found = await alertOf(manager, accountId, list.id);
        await changeAlert(manager, found, { active: true, pausedUntil: null }, said);
        return;
      }
      const on = list.kind === 'follow' || list.kind === 'all' ? {} : { [list.kind]: true };
      await changeSettings(manager, now, { accountId, change: { pausedUntil: null, ...on }, way });
      if (list.kind === 'follow') await followAgain(manager, accountId, list.callId, said);
      if (list.kind === 'all') await resumeAll(manager, accountId, said);
    });
  }

  /** Does it, and tells by comparing whether anything changed. */
  private async act(
    accountId: string,
    name: string,
    work: (manager: EntityManager, list: AlertList, now: Date) => Promise<void>,
  ): Promise<ListOutcome> {
    const list = readList(name);
    if (!list) return NOT_YOURS;
    return this.database.transaction(async (manager) => {
      await takeTurnOf(manager, accountId);
      const now = this.clock.now();
      const before = await describeList(manager, accountId, list, now);
      if (!before) return NOT_YOURS;
      await work(manager, list, now);
      const after = await describeList(manager, accountId, list, now);
      const same = before.on === after?.on && before.pausedUntil === after.pausedUntil;
      return { result: same ? 'already' : 'done', what: before.what };
    });
  }
}

const NOT_YOURS: ListOutcome = { result: 'not_yours', what: '' };

function alertOf(manager: EntityManager, accountId: string, id: string): Promise<Subscription> {
  return manager.findOneByOrFail(Subscription, { id, accountId });
}
