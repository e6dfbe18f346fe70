import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { seededRandom } from './random.js';

/** Moments of a session at which the server may do something else than it should. */
export const STAGES = ['connect', 'greeting', 'ehlo', 'mail', 'rcpt', 'data', 'body', 'dot'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * reply: answers with this code instead; a 421 is followed by the end of the session. drop: cuts the line. silent: never
 * answers. slow: does the right thing late. dropAccepted: takes the message, and cuts the line instead of saying so.
 * silentAccepted: takes the message and never says so.
 */
export type Fault =
  | { readonly kind: 'reply'; readonly code: number; readonly text: string }
  | { readonly kind: 'drop' | 'silent' | 'dropAccepted' | 'silentAccepted' }
  | { readonly kind: 'slow'; readonly ms: number };

/** Where a session stands when the script is asked. */
export interface Moment {
  readonly stage: Stage;
  /** Sessions are counted from 1. */
  readonly session: number;
  /** From `rcpt` on. */
  readonly recipient: string;
  /** From `dot` on. */
  readonly messageId: string;
}

export type Script = (moment: Moment) => Fault | undefined;

/** A message that the server took. */
export interface Acceptance {
  readonly messageId: string;
  readonly recipient: string;
  /** Ms since the epoch, when the message was complete. */
  readonly at: number;
  /** Whether the sender was told. */
  readonly told: boolean;
}

/**
 * An SMTP server that keeps count of what it takes and misbehaves by script. It speaks just enough of the protocol for a
 * client that behaves, and stays alive whatever the other side does.
 */
export class FaultySmtp {
  /** In the order of acceptance. */
  readonly accepted: Acceptance[] = [];
  /** What was done instead of the right thing, in order. */
  readonly faults: (Moment & { readonly fault: Fault })[] = [];
  sessions = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    public script: Script,
    private readonly keep: boolean,
  ) {}

  /** Messages as they came, when the server was told to keep them. */
  readonly messages: string[] = [];

  /** @param keep whether the messages themselves are kept */
  static async start(script: Script = () => undefined, keep = false): Promise<FaultySmtp> {
    const server = createServer();
    const sink = new FaultySmtp(server, script, keep);
    server.on('connection', (socket) => sink.serve(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Acceptances by Message-ID. */
  byMessage(): Map<string, Acceptance[]> {
    const messages = new Map<string, Acceptance[]>();
    for (const acceptance of this.accepted) {
      const same = messages.get(acceptance.messageId);
      if (same) same.push(acceptance);
      else messages.set(acceptance.messageId, [acceptance]);
    }
    return messages;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private serve(socket: Socket): void {
    this.sessions += 1;
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    // A broken connection is what this server is about.
    socket.on('error', () => {});
    socket.setNoDelay(true);
    void new Session(this, socket, this.sessions).begin();
  }

  /** The script's word at a moment, noted if it is a fault. */
  ask(moment: Moment): Fault | undefined {
    const fault = this.script(moment);
    if (fault) this.faults.push({ ...moment, fault });
    return fault;
  }

  take(moment: Moment, told: boolean, message: string): void {
    const { messageId, recipient } = moment;
    this.accepted.push({ messageId, recipient, at: Date.now(), told });
    if (this.keep) this.messages.push(message);
  }
}

const END_OF_MESSAGE = '\r\n.\r\n';
/** Of a message this much is enough to find its Message-ID. */
const HEAD = 16_384;

/** One connection. */
class Session {
  private input = '';
  private isReading = false;
  private isOver = false;
  private recipient = '';

  constructor(
    private readonly sink: FaultySmtp,
    private readonly socket: Socket,
    private readonly number: number,
  ) {
    socket.setEncoding('latin1');
  }

  async begin(): Promise<void> {
    if (await this.at('connect', null)) return;
    this.socket.on('data', (chunk: string) => {
      this.input += chunk;
      if (!this.isReading) void this.read();
    });
    await this.at('greeting', '220 sink ready');
  }

  /** Answers command after command, in order. */
  private async read(): Promise<void> {
    this.isReading = true;
    for (;;) {
      const end = this.input.indexOf('\r\n');
      if (end < 0 || this.isOver) break;
      const line = this.input.slice(0, end);
      this.input = this.input.slice(end + 2);
      await this.answer(line);
    }
    this.isReading = false;
  }

  private async answer(line: string): Promise<void> {
    const verb = line.slice(0, 4).toUpperCase();
    switch (verb) {
      case 'EHLO':
      case 'HELO':
        await this.at('ehlo', '250-sink\r\n250 8BITMIME');
        return;
      case 'MAIL':
        this.recipient = '';
        await this.at('mail', '250 sender ok');
        return;
      case 'RCPT':
        this.recipient = /<([^<>]*)>/.exec(line)?.[1] ?? '';
        await this.at('rcpt', '250 recipient ok');
        return;
      case 'DATA':
        if (!(await this.at('data', '354 go ahead'))) await this.message();
        return;
      case 'QUIT':
        this.say('221 bye');
        this.end();
        return;
      default:
        this.say('250 ok');
    }
  }

  private async message(): Promise<void> {
    const body = this.sink.ask(this.moment('body'));
    if (body) {
      // In the middle of the message, which is long enough for that.
      await this.more();
      if (await this.misbehave(body, null)) return;
    }
    // From here on the whole input is looked at, however it was cut into chunks.
    let from = 0;
    while (!this.input.includes(END_OF_MESSAGE, from) && !this.isOver) {
      from = Math.max(0, this.input.length - END_OF_MESSAGE.length);
      await this.more();
    }
    if (this.isOver) return;
    const end = this.input.indexOf(END_OF_MESSAGE);
    const text = this.input.slice(0, end);
    this.input = this.input.slice(end + END_OF_MESSAGE.length);
    const messageId = /^message-id:\s*<([^>]+)>/im.exec(text.slice(0, HEAD))?.[1] ?? '';
    const moment = this.moment('dot', messageId);
    const fault = this.sink.ask(moment);
    if (!fault || fault.kind === 'slow') {
      if (fault) await later(fault.ms);
      if (this.isOver) return;
      this.sink.take(moment, true, text);
      this.say('250 taken');
      return;
    }
    if (fault.kind === 'dropAccepted' || fault.kind === 'silentAccepted') this.sink.take(moment, false, text);
    await this.misbehave(fault, null);
  }

  /** Does at a stage what the script says. @returns whether that was something else than the right thing */
  private async at(stage: Stage, reply: string | null): Promise<boolean> {
    const fault = this.sink.ask(this.moment(stage));
    if (!fault) {
      if (reply) this.say(reply);
      return false;
    }
    return this.misbehave(fault, reply);
  }

  private async misbehave(fault: Fault, reply: string | null): Promise<boolean> {
    switch (fault.kind) {
      case 'slow':
        await later(fault.ms);
        if (reply) this.say(reply);
        return false;
      case 'reply':
        this.say(`${fault.code} ${fault.text}`);
        if (fault.code === 421) this.end();
        return true;
      case 'silent':
      case 'silentAccepted':
        this.isOver = true;
        return true;
      case 'drop':
      case 'dropAccepted':
        this.isOver = true;
        this.socket.destroy();
        return true;
    }
  }

  private moment(stage: Stage, messageId = ''): Moment {
    return { stage, session: this.number, recipient: this.recipient, messageId };
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.socket.off('data', done);
        this.socket.off('close', over);
        resolve();
      };
      const over = (): void => {
        this.isOver = true;
        done();
      };
      this.socket.once('data', done);
      this.socket.once('close', over);
    });
  }

  private say(text: string): void {
    if (this.socket.writable) this.socket.write(`${text}\r\n`);
  }

  private end(): void {
    this.isOver = true;
    this.socket.end();
  }
}

/** Keeps no process alive. */
function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Likelihood of each fault, from 0 to 1, whenever it can come. */
export interface Odds {
  /** 451 at the greeting, a recipient, DATA or the final dot. */
  readonly soft: number;
  /** 421 at a recipient. */
  readonly busy: number;
  /** 550 at a recipient, 554 at the final dot. */
  readonly hard: number;
  /** At any moment. */
  readonly drop: number;
  /** At the final dot. */
  readonly dropAccepted: number;
  /** At the greeting. */
  readonly silent: number;
  /** At the final dot. */
  readonly silentAccepted: number;
  /** At any moment, `slowMs` late. */
  readonly slow: number;
  readonly slowMs: number;
}

const SOFT: Fault = { kind: 'reply', code: 451, text: '4.3.0 try again' };

/** Faults by chance, the same ones for the same seed and the same order of moments. */
export function faultsByChance(seed: number, odds: Odds): Script {
  const random = seededRandom(seed);
  return ({ stage }) => {
    const { soft, busy, hard, drop, dropAccepted, silent, silentAccepted, slow, slowMs } = odds;
    const anywhere: [number, Fault][] = [
      [drop, { kind: 'drop' }],
      [slow, { kind: 'slow', ms: slowMs }],
    ];
    const here: Partial<Record<Stage, [number, Fault][]>> = {
      greeting: [
        [silent, { kind: 'silent' }],
        [soft, SOFT],
      ],
      rcpt: [
        [soft, SOFT],
        [busy, { kind: 'reply', code: 421, text: '4.7.28 too many messages' }],
        [hard, { kind: 'reply', code: 550, text: '5.1.1 no such user' }],
      ],
      data: [[soft, SOFT]],
      dot: [
        [soft, SOFT],
        [dropAccepted, { kind: 'dropAccepted' }],
        [silentAccepted, { kind: 'silentAccepted' }],
        [hard, { kind: 'reply', code: 554, text: '5.7.1 not this message' }],
      ],
    };
    let draw = random();
    for (const [likelihood, fault] of [...anywhere, ...(here[stage] ?? [])]) {
      if (draw < likelihood) return fault;
      draw -= likelihood;
    }
    return undefined;
  };
}
