import { describe, expect, it } from '@jest/globals';
import { tellingStatus, troubleOfFailure } from './classify-failure.js';

describe('a failure that means the address is no good', () => {
  it.each([
    [
      'Postfix, unknown user',
      '5.1.1',
      '550 5.1.1 <ana@gad.gob.ec>: Recipient address rejected: User unknown in virtual mailbox table',
    ],
    [
      'Gmail',
      '5.1.1',
      '550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking',
    ],
    ['Gmail, disabled', '5.2.1', '550 5.2.1 The email account that you tried to reach is disabled.'],
    [
      'Exchange',
      '5.1.10',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ana@gad.gob.ec not found by SMTP address lookup',
    ],
    [
      'Exchange Online at the edge',
      '5.4.1',
      '550 5.4.1 Recipient address rejected: Access denied. [BN8NAM11FT025.eop-nam11.prod.protection.outlook.com]',
    ],
    ['Hotmail', '5.5.0', '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).'],
    ['Exim', '5.0.0', '550 Unrouteable address'],
    ['Exim with its own code', '5.0.0', "550 5.1.1 <ana@gad.gob.ec> User doesn't exist: ana@gad.gob.ec"],
    ['Sendmail', '5.1.1', '550 5.1.1 <ana@gad.gob.ec>... User unknown'],
    [
      'a code of policy, words of an unknown user',
      '5.7.1',
      '550 5.7.1 <ana@gad.gob.ec>: Recipient address rejected: User unknown',
    ],
    [
      'a domain that is gone',
      '5.4.4',
      'Host or domain name not found. Name service error for name=gadviejo.gob.ec type=AAAA: Host not found',
    ],
    ['null MX', '5.1.10', '556 5.1.10 Recipient address has null MX'],
    ['only a reply code', null, '550 no mailbox'],
    ['qmail', null, 'Sorry, no mailbox here by that name. (#5.1.1)'],
    ['Spanish, unknown user', null, '550 Usuario desconocido'],
    ['Spanish, mailbox', null, 'El buzón ana@gad.gob.ec no existe'],
    ['Spanish, Outlook', null, 'No se ha encontrado la dirección de correo ana@gad.gob.ec en gad.gob.ec'],
    ['Spanish, account disabled', '5.2.1', '550 5.2.1 La cuenta está deshabilitada'],
    ['no words at all', '5.1.1', ''],
  ])('%s', (_name, status, text) => {
    expect(troubleOfFailure({ status, text })).toBe('permanent');
  });
});

describe('a failure that may pass, or is not about the address', () => {
  it.each([
    ['mailbox full', '5.2.2', '552 5.2.2 The email account that you tried to reach is over quota.'],
    ['mailbox full, told with a code of the address', '5.1.1', '550 5.1.1 Mailbox is full'],
    ['too big', '5.3.4', '552 5.3.4 Message size exceeds fixed limit'],
    [
      'spam',
      '5.7.1',
      '554 5.7.1 Service unavailable; Client host [190.1.2.3] blocked using zen.spamhaus.org',
    ],
    [
      'policy of Gmail',
      '5.7.26',
      '550-5.7.26 This mail has been blocked because the sender is unauthenticated.',
    ],
    [
      'policy with a code of the address',
      '5.1.1',
      '550 5.1.1 Message rejected as spam by Content Filtering.',
    ],
    ['the sender', '5.1.8', '550 5.1.8 <avisos@chasqui.ec>: Sender address rejected: Domain not found'],
    [
      'the sender, whose check says unknown',
      '5.1.0',
      '550 5.1.0 <avisos@x.ec>: Sender address rejected: User unknown in relay recipient table',
    ],
    ['relaying', '5.7.1', '554 5.7.1 <ana@gad.gob.ec>: Relay access denied'],
    ['greylisting', '4.2.0', '450 4.2.0 <ana@gad.gob.ec>: Recipient address rejected: Greylisted'],
    [
      'a name server that did not answer',
      '4.4.3',
      'Host or domain name not found. Name service error for name=gad.gob.ec type=MX: Host not found, try again',
    ],
    [
      'a temporary code whatever the words',
      '4.1.1',
      '450 4.1.1 <ana@gad.gob.ec>: Recipient address rejected: User unknown',
    ],
    ['expired in the queue', '4.4.1', 'connect to mail.gad.gob.ec[190.1.2.3]:25: Connection timed out'],
    [
      'expired at Exchange',
      '5.4.300',
      '550 5.4.300 Message expired -> 451 4.4.4 Mail received as unauthenticated',
    ],
    ['protocol', '5.5.2', '500 5.5.2 Error: bad syntax'],
    ['only a reply code of the size', null, '552 rejected'],
    ['only 554', null, '554 transaction failed'],
    ['nothing', null, ''],
    ['Spanish, full', null, '552 El buzón del destinatario está lleno'],
    ['Spanish, quota', '5.2.2', '552 5.2.2 Cuota excedida'],
    ['Spanish, policy', '5.7.1', '550 5.7.1 Mensaje rechazado por políticas de seguridad'],
  ])('%s', (_name, status, text) => {
    expect(troubleOfFailure({ status, text })).toBe('transient');
  });
});

describe('the telling status', () => {
  it.each([
    ['5.1.1', '550 5.7.1 x', '5.1.1'],
    ['5.0.0', '550 5.1.1 <a@b.ec>: unknown', '5.1.1'],
    ['5.0.0', '550 unknown', '5.0.0'],
    [null, '550-5.2.1 disabled', '5.2.1'],
    [null, 'Sorry. (#5.1.1)', '5.1.1'],
    [null, 'Connected to 5.39.12.7 but it hung up', null],
    [null, 'Server v4.9.1 said no', null],
    [null, 'from 15.20.5 to 4.4.4.4', null],
  ])('of %s and «%s» is %s', (reported, diagnostic, status) => {
    expect(tellingStatus(reported, diagnostic)).toBe(status);
  });
});

it('takes no longer for endless words', () => {
  const started = process.cpuUsage();
  for (const unit of ['mailbox ', 'account a ', 'user ', '5.1.', '550 ', 'name service error ', '\n\t ']) {
    troubleOfFailure({ status: '5.0.0', text: unit.repeat(200_000) });
  }
  // Not the time on the wall: other suites run beside this one.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(1_000);
});
