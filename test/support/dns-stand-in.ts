import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, RECURSION_AVAILABLE } from 'dns-packet';

/** Records by name; names in lower case. */
export interface DnsZone {
  readonly TXT?: Readonly<Record<string, readonly string[]>>;
  readonly A?: Readonly<Record<string, readonly string[]>>;
  readonly MX?: Readonly<Record<string, readonly string[]>>;
  readonly PTR?: Readonly<Record<string, readonly string[]>>;
}

const NO_SUCH_NAME = 3;

/** Texts of a record are cut into pieces of at most this many bytes (RFC 1035 §3.3). */
const PIECE = 255;

/** A name server on this machine that knows one zone and nothing else. */
export class DnsStandIn {
  private readonly socket = createSocket('udp4');

  private constructor(private readonly zone: DnsZone) {
    this.socket.on('message', (message, sender) => this.answer(message, sender));
  }

  static async start(zone: DnsZone): Promise<DnsStandIn> {
    const server = new DnsStandIn(zone);
    server.socket.bind(0, '127.0.0.1');
    await once(server.socket, 'listening');
    return server;
  }

  /** "127.0.0.1:5353" */
  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  close(): void {
    this.socket.close();
  }

  private answer(message: Buffer, sender: RemoteInfo): void {
    const { id = 0, questions = [] } = decode(message);
    const answers = questions.flatMap(({ name, type }) => this.records(name.toLowerCase(), type));
    const flags = AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | (answers.length > 0 ? 0 : NO_SUCH_NAME);
    this.socket.send(
      encode({ type: 'response', id, flags, questions, answers }),
      sender.port,
      sender.address,
    );
  }

  private records(name: string, type: string): Answer[] {
    const head = { name, ttl: 60 };
    const of = (kind: keyof DnsZone) => (kind === type ? (this.zone[kind]?.[name] ?? []) : []);
    return [
      ...of('A').map((data): Answer => ({ ...head, type: 'A', data })),
      ...of('PTR').map((data): Answer => ({ ...head, type: 'PTR', data })),
      ...of('MX').map((exchange): Answer => ({ ...head, type: 'MX', data: { preference: 10, exchange } })),
      ...of('TXT').map((text): Answer => ({ ...head, type: 'TXT', data: pieces(text) })),
    ];
  }
}

function pieces(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / PIECE) }, (_, index) =>
    text.slice(index * PIECE, (index + 1) * PIECE),
  );
}
