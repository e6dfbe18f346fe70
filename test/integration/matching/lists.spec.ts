import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Call, Calls } from '@chasqui/calls';
import { FixedClock } from '@chasqui/kernel';
import { LIST_SIZE, Match, MatchLists, Rescoring, ReviseLists } from '@chasqui/matching';
import { adoptPlan, Priority } from '@chasqui/pdot';
import { loadReferenceData } from '@chasqui/reference-data';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { callInput, donorNamed, priorityInput } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { seededRandom } from '../../support/random.js';

const THEMES = [
  'turismo',
  'agua-potable',
  'residuos-solidos',
  'vialidad',
  'cultura',
  'riego-y-drenaje',
  'movilidad',
];
const TEXTS = [
  'Impulsar el turismo comunitario.',
  'Ampliar la cobertura de agua potable.',
  'Reciclar los desechos sólidos del cantón.',
  'Mantener los caminos vecinales.',
  'Recuperar el patrimonio cultural.',
];
const GADS = ['08', '0801', '1308', '13', '0101', '010151', '1701', '2201', '0907', '1101'];
/** Few calls for the many parishes: their lists take the time, and all lists are kept alike. */
const LEVELS = [
  ['provincial', 'municipal'],
  ['municipal'],
  ['municipal', 'metropolitan'],
  ['provincial'],
  ['parish'],
  [],
] as const;
const CHANGES = 1000;
/** Changes without an event between two looks for what is out of date. */
const UNNOTICED = 25;

let file: TestDatabase;
let database: DataSource;
let clock: FixedClock;
let calls: Calls;
let lists: MatchLists;
let donorId: string;

beforeAll(async () => {
  file = await freshDatabase();
  database = await openMigrated(file.url);
  await loadReferenceData(database.manager);
  donorId = await donorNamed(database);
});

beforeEach(async () => {
  await database.query('TRUNCATE call, match, match_list, rescoring CASCADE');
  await database.query('UPDATE match_state SET revision = revision + 1');
  clock = new FixedClock(new Date('2026-03-02T15:00:00Z'));
  calls = new Calls(database, clock);
  lists = new MatchLists(database, clock);
});

afterAll(async () => {
  await database.destroy();
  await file.drop();
});

/** Everything stored, without the moment and the scores before. */
async function stored(): Promise<Map<string, unknown>> {
  const rows = await database.manager.find(Match, { order: { gadCode: 'ASC', callId: 'ASC' } });
  return new Map(
    rows.map(({ computedAt: _at, previousScore: _score, previousFormulaVersion: _version, ...row }) => [
      `${row.gadCode} ${row.callId}`,
      row,
    ]),
  );
}

/** Throws all lists away and makes them again from what is in the tables. */
async function matchedAgain(): Promise<Map<string, unknown>> {
  await database.query('TRUNCATE match, match_list, matched_call, rescoring');
  await database.query('UPDATE match_state SET revision = revision + 1');
  await new ReviseLists(database, clock, new MatchLists(database, clock)).execute();
  return stored();
}

async function publish(random: () => number): Promise<string> {
  const { id } = await calls.create(callInput(donorId, someCall(random)), null);
  await calls.publish(id, null);
  return id;
}

function someCall(random: () => number) {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  return {
    title: `${pick(['Fondo', 'Premio', 'Programa'])} de ${pick(THEMES)} ${Math.floor(random() * 1e6)}`,
    summary: `${pick(TEXTS)} ${pick(TEXTS)}`,
    themes: [pick(THEMES)],
    gadLevels: pick(LEVELS).slice(),
    territories: pick([[], [], ['13'], ['08']]),
    countries: pick([['EC'], ['*'], [], ['PE']]),
    amountMin: pick(['1000', '900000']),
    amountMax: '2000000',
  };
}

async function newPlan(gadCode: string, random: () => number): Promise<void> {
  const count = 1 + Math.floor(random() * 4);
  const priorities = Array.from({ length: count }, () =>
    priorityInput(TEXTS[Math.floor(random() * TEXTS.length)]!, {
      themes: [THEMES[Math.floor(random() * THEMES.length)]!],
    }),
  );
  const input = { gadCode, label: 'PDOT', note: null, isDemo: false, priorities };
  await database.transaction((manager) =>
    adoptPlan(manager, input, { at: clock.now(), actorId: null, source: 'plan.xlsx' }),
  );
}

/** What can happen to calls, plans and rules, and how often. Some of it sets off no event. */
class Country {
  private readonly published: string[] = [];
  private unnoticed = 0;

  constructor(private readonly random: () => number) {}

  async change(): Promise<void> {
    clock.moveTo(new Date(clock.now().getTime() + 1000));
    const dice = this.random();
    if (this.published.length < 5 || dice < 0.2) await this.publish();
    else if (dice < 0.35) await this.correct();
    else if (dice < 0.45) await this.takeDown();
    else if (dice < 0.7) await this.replan();
    else if (dice < 0.85) await this.editPriority();
    else await this.unnoticedChange(dice);
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)]!;
  }

  private async publish(): Promise<void> {
    const id = await publish(this.random);
    this.published.push(id);
    await lists.refresh({ calls: [id] });
  }

  private async correct(): Promise<void> {
    const id = this.pick(this.published);
    const { revision } = await database.manager.findOneByOrFail(Call, { id });
    await calls.update(id, revision, callInput(donorId, someCall(this.random)), null);
    await lists.refresh({ calls: [id] });
  }

  private async takeDown(): Promise<void> {
    const [id] = this.published.splice(Math.floor(this.random() * this.published.length), 1);
    await calls.archive(id!, null);
    await lists.refresh({ calls: [id!] });
  }

  private async replan(): Promise<void> {
    const gadCode = this.pick(GADS);
    await newPlan(gadCode, this.random);
    await lists.refresh({ gads: [gadCode] });
  }

  private async editPriority(): Promise<void> {
    const gadCode = this.pick(GADS);
    const priority = await database.manager.findOneBy(Priority, { plan: { gadCode, current: true } });
    if (!priority) return this.replan();
    const text = { text: this.pick(TEXTS), themes: [this.pick(THEMES)] };
    await database.manager.update(Priority, { id: priority.id }, text);
    await lists.refresh({ gads: [gadCode] });
  }

  /** A competence, a profile or the donor; now and then somebody looks for what is out of date. */
  private async unnoticedChange(dice: number): Promise<void> {
    if (dice < 0.9) {
      await database.query(
        `UPDATE competence SET themes = $1
          WHERE code = (SELECT code FROM competence WHERE level = $2 AND NOT enabler ORDER BY code OFFSET $3 LIMIT 1)`,
        [
          [this.pick(THEMES), this.pick(THEMES)],
          this.pick(['provincial', 'municipal', 'parish']),
          this.pick([0, 1, 2]),
        ],
      );
    } else if (dice < 0.97) {
      const delegated = {
        code: this.pick(['PROV-02', 'PROV-05']),
        kind: 'delegated',
        basisEs: 'Convenio',
        from: null,
        until: this.pick([null, '2026-03-01']),
      };
      await database.query(
        `INSERT INTO gad_profile (gad_code, population, competences, updated_at) VALUES ($1, $2, $3, now())
         ON CONFLICT (gad_code) DO UPDATE SET population = excluded.population, competences = excluded.competences`,
        [this.pick(GADS), this.pick([null, 4000, 90_000]), JSON.stringify([delegated])],
      );
    } else {
      await database.query('UPDATE donor SET themes = $1 WHERE id = $2', [[this.pick(THEMES)], donorId]);
    }
    this.unnoticed += 1;
    if (this.unnoticed % UNNOTICED === 0) await new ReviseLists(database, clock, lists).execute();
  }
}

describe('Lists of matches', () => {
  it(`are after ${CHANGES} changes of calls, priorities, competences, donors and profiles what a full run makes`, async () => {
    const country = new Country(seededRandom(7));
    for (let change = 0; change < CHANGES; change += 1) await country.change();
    await new ReviseLists(database, clock, lists).execute();

    const kept = await stored();
    expect(kept.size).toBeGreaterThan(500);
    expect(kept).toEqual(await matchedAgain());
  }, 240_000);

  it('hold no more than their size, the best, and refill when one leaves', async () => {
    const random = seededRandom(11);
    await newPlan('1308', random);
    const same = { title: 'Turismo comunitario', summary: TEXTS[0]!, themes: ['turismo'], countries: ['EC'] };
    const ids: string[] = [];
    for (let count = 0; count < LIST_SIZE + 5; count += 1) {
      const { id } = await calls.create(callInput(donorId, { ...same, gadLevels: ['municipal'] }), null);
      await calls.publish(id, null);
      ids.push(id);
    }
    await lists.refresh({ calls: ids, gads: ['1308'] });
    const list = () =>
      database.manager.find(Match, { where: { gadCode: '1308' }, order: { score: 'DESC', callId: 'ASC' } });
    const before = await list();
    expect(before).toHaveLength(LIST_SIZE);

    const first = before[0]!.callId;
    await calls.archive(first, null);
    await lists.refresh({ calls: [first] });

    const after = await list();
    expect(after).toHaveLength(LIST_SIZE);
    expect(after.map(({ callId }) => callId)).not.toContain(first);
    expect(await stored()).toEqual(await matchedAgain());
  });

  it('made by another formula are made again in the background, and keep their score as the one before', async () => {
    await newPlan('0801', seededRandom(3));
    await publish(seededRandom(4));
    await new ReviseLists(database, clock, lists).execute();
    await database.query(`UPDATE match SET formula_version = 1, score = 33.3, data_version = 'old'`);
    await database.query(`UPDATE match_list SET formula_version = 1, data_version = 'old'`);
    await database.query('DELETE FROM rescoring');

    const { lists: made } = await new ReviseLists(database, clock, new MatchLists(database, clock)).execute();

    expect(made).toBe(1070);
    const rows = await database.manager.find(Match);
    expect(
      rows.filter(
        ({ previousScore, previousFormulaVersion }) => previousScore === 33.3 && previousFormulaVersion === 1,
      ),
    ).toHaveLength(rows.length);
    expect(await database.manager.find(Rescoring)).toEqual([
      expect.objectContaining({ lists: 1070, done: 1070, finishedAt: clock.now() }),
    ]);
    expect(await new ReviseLists(database, clock, lists).execute()).toEqual({ calls: 0, lists: 0 });
  });

  it('are written by two processes one after the other, and stay those of one state', async () => {
    const other = new MatchLists(database, clock);
    const random = seededRandom(21);
    const ids = [await publish(random), await publish(random), await publish(random), await publish(random)];
    await Promise.all(ids.map((id, at) => (at % 2 === 0 ? lists : other).refresh({ calls: [id] })));
    await newPlan('0101', random);
    await Promise.all([lists.refresh({ gads: ['0101'] }), other.refresh({ calls: [ids[0]!] })]);

    expect(await stored()).toEqual(await matchedAgain());
  });

  it('change nothing when the transaction they belong to fails, and go on afterwards', async () => {
    const before = await stored();
    const id = await publish(seededRandom(31));
    const failing = lists.refresh({ calls: [id] }, () => Promise.reject(new Error('power cut')));
    await expect(failing).rejects.toThrow('power cut');
    expect(await stored()).toEqual(before);

    await lists.refresh({ calls: [id] });
    expect(await stored()).toEqual(await matchedAgain());
  });
});
