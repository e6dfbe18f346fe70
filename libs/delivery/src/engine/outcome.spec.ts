import { describe, expect, it } from '@jest/globals';
import { type Failure, outcomeOf, type OutcomeKind } from './outcome.js';

/** As the mail library tells of a reply. */
function reply(command: string, response: string, code = 'EENVELOPE'): Failure {
  const responseCode = Number(response.slice(0, 3));
  const cause = Object.assign(new Error(response), { code, command });
  return { message: response, response, responseCode, command, mayHaveArrived: false, cause };
}

/** As the mail library tells of a line that broke or never was. */
function fault(
  code: string,
  message = 'Connection closed unexpectedly',
  also: Partial<Failure> = {},
): Failure {
  const [outer, originalCode] = code.split('/');
  const cause = Object.assign(new Error(message), { code: outer, originalCode });
  return { message, command: 'CONN', mayHaveArrived: false, cause, ...also };
}

type Row = readonly [what: string, failure: Failure, kind: OutcomeKind];

describe.each<[stage: string, rows: readonly Row[]]>([
  [
    'connecting',
    [
      ['is refused', fault('ESOCKET/ECONNREFUSED'), 'server_away'],
      ['finds no host', fault('EDNS/ENOTFOUND'), 'server_away'],
      ['finds no way', fault('ESOCKET/EHOSTUNREACH'), 'server_away'],
      ['takes too long', fault('ETIMEDOUT', 'Connection timeout'), 'retry'],
      [
        'meets a certificate of somebody else',
        fault('ESOCKET/ERR_TLS_CERT_ALTNAME_INVALID'),
        'configuration',
      ],
      ['fails to encrypt', fault('ETLS'), 'configuration'],
    ],
  ],
  [
    'the greeting',
    [
      ['does not come', fault('ETIMEDOUT', 'Greeting never received'), 'retry'],
      ['is the end of the line', fault('ECONNECTION'), 'retry'],
      ['asks to come later', reply('CONN', '421 4.3.2 too busy', 'EPROTOCOL'), 'server_away'],
      ['is a soft refusal', reply('CONN', '450 later', 'EPROTOCOL'), 'server_away'],
      ['is a hard refusal', reply('CONN', '554 5.7.1 your address is listed', 'EPROTOCOL'), 'configuration'],
    ],
  ],
  [
    'EHLO',
    [
      ['is put off', reply('EHLO', '421 4.3.2 closing', 'ECONNECTION'), 'server_away'],
      ['is refused', reply('HELO', '550 who are you', 'EPROTOCOL'), 'configuration'],
    ],
  ],
  [
    'signing in',
    [
      ['is refused', reply('AUTH PLAIN', '535 5.7.8 bad credentials', 'EAUTH'), 'configuration'],
      ['is put off', reply('AUTH PLAIN', '454 4.7.0 try later', 'EAUTH'), 'configuration'],
      ['is asked for', reply('MAIL FROM', '530 5.7.0 authentication required'), 'configuration'],
      ['needs more', reply('MAIL FROM', '538 5.7.11 encryption needed'), 'configuration'],
      ['lacks the credentials', fault('EAUTH', 'Missing credentials for "PLAIN"'), 'configuration'],
    ],
  ],
  [
    'MAIL FROM',
    [
      ['is put off', reply('MAIL FROM', '451 4.3.0 try again'), 'retry'],
      ['is refused', reply('MAIL FROM', '553 5.7.1 not your address'), 'configuration'],
      ['asks for fewer', reply('MAIL FROM', '421 4.7.0 too many messages'), 'domain_wait'],
      ['is too much', reply('MAIL FROM', '552 5.3.4 message too big'), 'refused_message'],
    ],
  ],
  [
    'RCPT TO',
    [
      ['is put off', reply('RCPT TO', '450 4.2.1 mailbox busy'), 'retry'],
      ['meets a full mailbox', reply('RCPT TO', '452 4.2.2 over quota'), 'retry'],
      ['meets a grey list', reply('RCPT TO', '451 4.7.1 Greylisted, come back in 5 minutes'), 'retry'],
      ['asks for fewer', reply('RCPT TO', '450 4.7.28 unusual rate of mail'), 'domain_wait'],
      ['asks for fewer in words', reply('RCPT TO', '451 4.7.1 Too many messages, slow down'), 'domain_wait'],
      ['asks for fewer in Spanish', reply('RCPT TO', '450 Demasiados correos por hora'), 'domain_wait'],
      ['is the end of the session', reply('RCPT TO', '421 4.3.0 closing'), 'domain_wait'],
      ['is the end, told like a lost line', reply('CONN', '421 4.3.0 closing', 'ECONNECTION'), 'domain_wait'],
      ['knows nobody', reply('RCPT TO', '550 5.1.1 user unknown'), 'refused_address'],
      ['is a bare refusal', reply('RCPT TO', '550 no'), 'refused_address'],
      ['knows somebody elsewhere', reply('RCPT TO', '551 user not local'), 'refused_address'],
      ['finds the name wrong', reply('RCPT TO', '553 mailbox name not allowed'), 'refused_address'],
      ['finds the mailbox closed', reply('RCPT TO', '550 5.2.1 mailbox disabled'), 'refused_address'],
      ['is a matter of policy', reply('RCPT TO', '550 5.7.1 blocked by policy'), 'refused_message'],
      ['meets a mailbox full for good', reply('RCPT TO', '552 5.2.2 mailbox full'), 'refused_message'],
      ['is not relayed for us', reply('RCPT TO', '554 5.7.1 <a@b.ec>: Relay access denied'), 'retry'],
      ['does not like the sender', reply('RCPT TO', '553 5.1.8 Sender address rejected: no domain'), 'retry'],
      ['is cut off', fault('ECONNECTION'), 'retry'],
    ],
  ],
  [
    'DATA',
    [
      ['is put off', reply('DATA', '451 4.3.0 try again'), 'retry'],
      ['is refused', reply('DATA', '554 5.7.1 spam'), 'refused_message'],
      ['is cut off before the message', fault('ECONNECTION'), 'retry'],
      ['is silent before the message', fault('ETIMEDOUT', 'Timeout'), 'retry'],
    ],
  ],
  [
    'after the final dot the server',
    [
      ['puts it off', reply('DATA', '450 4.3.0 queue file write error', 'EMESSAGE'), 'retry'],
      ['asks for fewer', reply('DATA', '421 4.7.28 rate limited', 'EMESSAGE'), 'domain_wait'],
      ['refuses it', reply('DATA', '554 5.6.0 cannot be read', 'EMESSAGE'), 'refused_message'],
      ['refuses it barely', reply('DATA', '550 no', 'EMESSAGE'), 'refused_message'],
      ['finds it too big', reply('DATA', '552 too much', 'EMESSAGE'), 'refused_message'],
      ['only now knows nobody', reply('DATA', '550 5.1.1 user unknown', 'EMESSAGE'), 'refused_address'],
      ['only now says in words', reply('DATA', '550 No such user here', 'EMESSAGE'), 'refused_address'],
      ['cuts the line', fault('ECONNECTION', 'Connection closed', { mayHaveArrived: true }), 'unknown'],
      ['is silent', fault('ETIMEDOUT', 'Timeout', { mayHaveArrived: true }), 'unknown'],
      ['resets the line', fault('ESOCKET/ECONNRESET', 'reset', { mayHaveArrived: true }), 'unknown'],
    ],
  ],
])('%s', (_stage, rows) => {
  it.each(rows.map(([what, failure, kind]) => ({ what, failure, kind })))(
    '$what: $kind',
    ({ failure, kind }) => {
      expect(outcomeOf(failure).kind).toBe(kind);
    },
  );
});

describe('an outcome', () => {
  it('keeps the code and the words of the server', () => {
    expect(outcomeOf(reply('RCPT TO', '450-4.2.1 <a@b.ec>:\r\n450 4.2.1 mailbox   busy'))).toMatchObject({
      code: '450 4.2.1',
      reason: '450-4.2.1 <a@b.ec>: 450 4.2.1 mailbox busy',
    });
  });

  it('says in Spanish what happened when the server said nothing', () => {
    expect(outcomeOf(fault('ESOCKET/ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:25'))).toMatchObject({
      code: null,
      reason: 'El servidor de correo no responde: connect ECONNREFUSED 127.0.0.1:25',
    });
  });

  it('blames the address only for what is about it', () => {
    const trouble = (response: string) => outcomeOf(reply('RCPT TO', response)).trouble;
    expect(trouble('550 5.1.1 user unknown')).toBe('permanent');
    expect(trouble('452 4.2.2 over quota')).toBe('transient');
    expect(trouble('552 5.2.2 mailbox full')).toBe('transient');
    expect(trouble('550 5.7.1 blocked by policy')).toBeNull();
    expect(trouble('451 4.7.1 Greylisted')).toBeNull();
    expect(trouble('450 4.7.28 unusual rate')).toBeNull();
  });

  it('names who may be to blame when mail after mail fails alike', () => {
    expect(outcomeOf(fault('ECONNECTION')).suspect).toBe('server');
    expect(outcomeOf(reply('RCPT TO', '554 5.7.1 Relay access denied')).suspect).toBe('configuration');
    expect(outcomeOf(reply('RCPT TO', '450 4.2.1 mailbox busy')).suspect).toBeNull();
  });
});
