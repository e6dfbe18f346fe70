import { describe, expect, it } from '@jest/globals';
import { attributeTrouble } from './attribute-trouble.js';
import type { ReportedTrouble } from './parse-report.js';

const MAIL = { id: '0b9f1c52-7d1e-4c5a-9b1e-2f6d0a8c1e77', recipient: 'cooperacion@gadloja.gob.ec' };

function claim(changes: Partial<ReportedTrouble> = {}): ReportedTrouble {
  return {
    address: MAIL.recipient,
    originalAddress: null,
    mailId: MAIL.id,
    returnPath: null,
    trouble: 'permanent',
    status: '5.1.1',
    detail: '550 5.1.1 unknown',
    reference: '<1@x>',
    ...changes,
  };
}

describe('a report is believed', () => {
  it.each([
    ['signed', claim(), true, 'permanent'],
    ['signed, whatever mail it names', claim({ mailId: null }), true, 'permanent'],
    ['signed, without a recipient', claim({ address: null }), true, 'permanent'],
    ['it names the mail and whom we sent it to', claim(), false, 'permanent'],
    ['a complaint that names both', claim({ trouble: 'complaint' }), false, 'complaint'],
    [
      'the recipient is the same in the system behind',
      claim({ address: 'cooperacion@gadloja.onmicrosoft.com', originalAddress: MAIL.recipient }),
      false,
      'permanent',
    ],
  ] as const)('%s', (_name, reported, signed, trouble) => {
    expect(attributeTrouble(reported, MAIL, signed)).toMatchObject({
      address: MAIL.recipient,
      mailId: MAIL.id,
      trouble,
    });
  });

  it('a dead member of a list does not end the list', () => {
    const member = claim({ address: 'exfuncionario@gadloja.gob.ec', originalAddress: MAIL.recipient });
    for (const signed of [true, false]) {
      expect(attributeTrouble(member, MAIL, signed)).toMatchObject({
        address: MAIL.recipient,
        trouble: 'transient',
        detail: 'Reenviado a exfuncionario@gadloja.gob.ec: 550 5.1.1 unknown',
      });
    }
  });
});

it.each([
  ['another mail', claim({ mailId: '11111111-1111-4111-8111-111111111111' })],
  ['no mail', claim({ mailId: null })],
  ['another recipient', claim({ address: 'alcalde@gadloja.gob.ec' })],
  ['no recipient', claim({ address: null })],
])('an unsigned report of %s proves nothing', (_name, reported) => {
  expect(attributeTrouble(reported, MAIL, false)).toBeNull();
});
