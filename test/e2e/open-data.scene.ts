import { Call, Calls } from '@chasqui/calls';
import { CommissionRound } from '@chasqui/commissions';
import { Donor } from '@chasqui/donors';
import { GadProfile, Offer } from '@chasqui/gads';
import { Network } from '@chasqui/networks';
import { callInput } from '../support/builders.js';
import type { TestApp } from '../support/http.js';

/** What must not leave: a contact that names a person, a note of the curators, a call nobody published. */
export const SECRETS = ['maria.privada@cooperante.example', 'NOTA-INTERNA-77', 'Borrador secreto de riego'];

export interface Scene {
  readonly donorId: string;
  readonly call: Call;
  readonly draft: Call;
}

/** Records with everything that an export could get wrong. */
export async function openDataScene(test: TestApp): Promise<Scene> {
  const { manager } = test.database;
  const calls = test.app.get(Calls);
  const { id: donorId } = await manager.findOneByOrFail(Donor, { slug: 'aecid' });
  await manager.update(Donor, donorId, {
    acronym: '=AECID()',
    noteEs: '@SUM(1;2)\nSegunda línea; con "comillas"',
    contacts: [
      { kind: 'person', value: SECRETS[0]!, label: 'María', personal: true, state: 'verified', year: 2026 },
      {
        kind: 'url',
        value: 'https://publico.example',
        label: 'Sede',
        personal: false,
        state: 'verified',
        year: 2026,
      },
    ],
    updatedAt: new Date(),
  });
  await manager.update(
    Network,
    { slug: 'mercociudades' },
    {
      contacts: [
        {
          kind: 'email',
          value: SECRETS[0]!,
          label: 'María',
          personal: true,
          state: 'unverified',
          year: null,
        },
      ],
    },
  );
  const input = callInput(donorId, {
    title: '=HYPERLINK("http://malo.example") <b>& agua\u0001</b>',
    summary: 'Riego </script><script>alert(1)</script> con & y "comillas" para juntas parroquiales.',
    opensOn: `${year - 1}-01-01`,
    deadlineLocal: `${year}-06-30T17:00`,
    totalBudget: '1000000',
    gadLevels: ['municipal', 'parish'],
    themes: ['riego-y-drenaje'],
    otherDeadlines: [
      { role: 'questions', local: `${year}-05-01T12:00`, zone: 'America/Lima', text: 'Hasta mayo' },
      { role: 'questions', local: `${year}-05-15T12:00`, zone: null, text: null },
    ],
    notes: SECRETS[1]!,
  });
  const created = await calls.create(input, null);
  const call = await calls.publish(created.id, null);
  const draft = await calls.create(callInput(donorId, { title: SECRETS[2]! }), null);
  const round = await manager.findOneByOrFail(CommissionRound, {});
  await manager.update(CommissionRound, round.id, { callId: draft.id });
  const [hidden] = await manager.find(Offer, { order: { slug: 'ASC' }, take: 1 });
  await manager.update(Offer, hidden!.id, { published: false });
  await manager.insert(GadProfile, {
    gadCode: '0801',
    unitEs: 'Unidad de cooperación',
    population: 200_000,
    selfDiagnosis: { mission: { answer: 'no', evidenceEs: SECRETS[1]! } },
    updatedAt: new Date(),
  });
  return { donorId, call, draft };
}

/** Next year: whatever the day of the test, its calls are not closed. */
export const year = new Date().getUTCFullYear() + 1;
