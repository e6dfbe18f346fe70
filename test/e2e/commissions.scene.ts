import { Accounts } from '@chasqui/accounts';
import { CommissionRound, MixedCommission } from '@chasqui/commissions';
import { Gad } from '@chasqui/gads';
import { addDays, localDate } from '@chasqui/kernel';
import { donorNamed, gadRow } from '../support/builders.js';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';

/** Two GADs that no demo has, with their people. */
export const GAD = '0899';
export const OTHER_GAD = '0999';

export interface People {
  readonly test: TestApp;
  /** Of the GAD itself. */
  readonly officer: Visitor;
  readonly council: Visitor;
  /** Officer of the other GAD. */
  readonly other: Visitor;
  readonly curator: Visitor;
}

/** The product with two more GADs, an officer of each, a council member of the first and the curator of the demo. */
export async function startWithPeople(): Promise<People> {
  const test = await startTestApp();
  await test.database.manager.insert(Gad, [
    gadRow({ dpaCode: GAD, name: 'GAD Municipal de Prueba' }),
    gadRow({ dpaCode: OTHER_GAD, name: 'GAD Municipal de Enfrente' }),
  ]);
  const signedIn = async (email: string, role: 'officer' | 'council_member', gadCode: string) => {
    const person = { email, name: 'Persona de prueba', password: null, memberships: [{ role, gadCode }] };
    await test.app.get(Accounts).register(test.database.manager, person, null);
    return test.as(email);
  };
  return {
    test,
    officer: await signedIn('oficial@prueba.example', 'officer', GAD),
    council: await signedIn('consejo@prueba.example', 'council_member', GAD),
    other: await signedIn('oficial@enfrente.example', 'officer', OTHER_GAD),
    curator: await test.as('carmen.curadora@chasqui.example'),
  };
}

/** Provenance of a record that a test enters by itself. */
export const provenance = {
  sources: [{ title: 'Nota de la Cancillería', place: 'párrafo 2', url: 'https://example.org/nota' }],
  readOn: '2026-06-30',
  confidence: 'media' as const,
  noteEs: 'La Cancillería invitó a presentar proyectos de cooperación.',
};

/** A commission with a doubt and an agency, and its round that takes proposals until five in the afternoon in Lima. */
export async function openRound({ database }: TestApp): Promise<CommissionRound> {
  const today = localDate(new Date());
  const commission = await database.manager.save(MixedCommission, {
    ...provenance,
    slug: 'comision-de-prueba',
    partnerEs: 'Ruritania',
    kind: 'mixed_commission' as const,
    denominationEs: 'Comisión Mixta de Cooperación Técnica',
    donorId: await donorNamed(database),
    doubtEs: 'La fuente no tiene fecha.',
    themes: ['turismo'],
  });
  return database.manager.save(CommissionRound, {
    ...provenance,
    slug: 'ronda-de-prueba',
    commissionId: commission.id,
    labelEs: 'VIII Reunión',
    stage: 'invitation_open' as const,
    sessionOn: addDays(today, 90),
    sessionKind: 'announced' as const,
    closesLocal: `${addDays(today, 40)}T17:00`,
    closesZone: 'America/Lima',
    direction: 'both' as const,
    documents: [{ title: 'Formato', url: 'https://example.org/formato.pdf' }],
  });
}
