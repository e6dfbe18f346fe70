import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the client has just sent; "message" is the whole text of DATA up to its final dot. */
export type SmtpStage = 'connect' | 'ehlo' | 'mail' | 'rcpt' | 'data' | 'message';

/** A reply, "450 4.2.1 Busy", or the connection is reset. */
export type SmtpAnswer = `${number} ${string}` | 'drop';

const POLITE: Readonly<Record<SmtpStage, SmtpAnswer>> = {
  connect: '220 script.example ESMTP',
  ehlo: '250 script.example',
  mail: '250 2.1.0 Ok',
  rcpt: '250 2.1.5 Ok',
  data: '354 Go ahead',
  message: '250 2.0.0 Queued',
};

/** A mail server that answers as told, to see what a client makes of it. Without orders it accepts everything. */
export class SmtpScript {
  /** Everything that came up to its final dot, whatever was answered, without the doubled dots. */
  readonly messages: Buffer[] = [];
  readonly senders: string[] = [];
  /** The most that were open at the same time. */
  mostConnections = 0;
  private readonly sockets = new Set<Socket>();
  private answers: Partial<Record<SmtpStage, SmtpAnswer>> = {};
  private readonly server: Server;

  private constructor() {
    this.server = createServer((socket) => this.talk(socket));
  }

  static async start(): Promise<SmtpScript> {
    const script = new SmtpScript();
    await new Promise<void>((resolve) => script.server.listen(0, '127.0.0.1', resolve));
    return script;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on; stages that are not named are answered politely. */
  answer(answers: Partial<Record<SmtpStage, SmtpAnswer>>): void {
    this.answers = answers;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    this.mostConnections = Math.max(this.mostConnections, this.sockets.size);
    socket.on('error', () => {});
    socket.on('close', () => this.sockets.delete(socket));
    let received = '';
    let inMessage = false;
    this.reply(socket, 'connect');
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      received += chunk;
      for (;;) {
        const end = inMessage ? '\r\n.\r\n' : '\r\n';
        const at = received.indexOf(end);
        if (at < 0) return;
        const text = received.slice(0, at);
        received = received.slice(at + end.length);
        if (inMessage) {
          this.messages.push(Buffer.from(`${text}\r\n`.replace(/^\.\./gm, '.'), 'latin1'));
          inMessage = false;
          this.reply(socket, 'message');
        } else {
          inMessage = this.command(socket, text);
        }
      }
    });
  }

  /** Whether the message comes next. */
  private command(socket: Socket, line: string): boolean {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'MAIL') this.senders.push(/<(.*)>/.exec(line)?.[1] ?? '');
    if (verb === 'DATA') return this.reply(socket, 'data').startsWith('3');
    if (verb === 'QUIT') socket.end('221 Bye\r\n');
    else if (verb === 'RSET') socket.write('250 Ok\r\n');
    else this.reply(socket, verb === 'MAIL' ? 'mail' : verb === 'RCPT' ? 'rcpt' : 'ehlo');
    return false;
  }

  private reply(socket: Socket, stage: SmtpStage): SmtpAnswer {
    const answer = this.answers[stage] ?? POLITE[stage];
    if (answer === 'drop') socket.resetAndDestroy();
    else socket.write(`${answer}\r\n`);
    return answer;
  }
}
