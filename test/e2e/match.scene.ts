import { Accounts } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { MatchDesk, matchesOfGad, type MatchListItem, Rescoring } from '@chasqui/matching';
import { eventually, startTestApp, type TestApp, untilQuiet, type Visitor } from '../support/http.js';

/** A province of the demo with a plan, and a canton in it. */
export const GAD = '08';
export const NEIGHBOUR = '0801';
export const OLGA = 'olga.oficial@esmeraldas.example';
export const CESAR = 'cesar.consejero@esmeraldas.example';
export const CARMEN = 'carmen.curadora@chasqui.example';
const NEIGHBOURS_OFFICER = 'oficial@canton.example';

export interface MatchPeople {
  readonly test: TestApp;
  readonly officer: Visitor;
  readonly council: Visitor;
  readonly curator: Visitor;
  /** Officer of a canton of the same province. */
  readonly neighbour: Visitor;
  /** The list of the GAD, best first. */
  readonly listed: readonly MatchListItem[];
  /** A call that a condition shuts the GAD out of. */
  readonly shutOut: Call;
}

/** The demo with its lists made, and people of two GADs of one province. */
export async function startWithMatches(): Promise<MatchPeople> {
  const test = await startTestApp();
  const accounts = test.app.get(Accounts);
  const memberships = [{ role: 'officer', gadCode: NEIGHBOUR } as const];
  const person = { email: NEIGHBOURS_OFFICER, name: 'Nelly Vecina', password: null, memberships };
  await accounts.register(test.database.manager, person, null);
  await untilQuiet(test.database, 60_000);
  await eventually('all lists are made', async () => {
    const passes = await test.database.manager.find(Rescoring);
    return passes.length > 0 && passes.every(({ finishedAt }) => finishedAt !== null);
  });
  const listed = await eventually('the list of the GAD is made', async () => {
    const { items } = await matchesOfGad(test.database, GAD, {}, new Date());
    return items.length >= 3 && items;
  });
  const { items } = await test.app.get(MatchDesk).shutOut(GAD, null);
  return {
    test,
    officer: await test.as(OLGA),
    council: await test.as(CESAR),
    curator: await test.as(CARMEN),
    neighbour: await test.as(NEIGHBOURS_OFFICER),
    listed,
    shutOut: items[0]!.call,
  };
}
