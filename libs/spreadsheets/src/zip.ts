import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { damaged, refuse } from './sheet.js';

const inflate = promisify(inflateRaw);

const MAX_ENTRIES = 1000;
const MAX_UNPACKED_BYTES = 50 * 1024 * 1024;
const MAX_RATIO = 200;
/** Below this size even a ratio of 1,000 does no harm, and short repetitive parts of honest files reach it. */
const RATIO_MATTERS_FROM = 1024 * 1024;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 0x1;
const NEEDS_ZIP64 = 0xffffffff;
const ARCHIVES = /\.(zip|xlsx|xlsm|xlsb|ods|odt|docx|pptx|jar|7z|rar|gz|bz2|xz|tar)$/i;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly at: number;
}

/** The parts of a zip archive, judged by its directory before anything is unpacked. */
export class ZipArchive {
  private constructor(
    private readonly bytes: Buffer,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws DomainError for whatever is too big, encrypted, nested or broken */
  static open(bytes: Buffer): ZipArchive {
    const entries = new Map<string, Entry>();
    for (const entry of readDirectory(bytes)) {
      if (entries.has(entry.name)) throw damaged();
      entries.set(entry.name, entry);
    }
    requireModest(bytes, [...entries.values()]);
    return new ZipArchive(bytes, entries);
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  /** A part as text; empty when there is none. A part that unpacks to another size than it says is refused. */
  async text(name: string): Promise<string> {
    const entry = this.entries.get(name);
    if (!entry) return '';
    const unpacked = await this.unpack(entry);
    if (isZip(unpacked)) throw nested();
    const utf16 = unpacked[0] === 0xff && unpacked[1] === 0xfe;
    return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(unpacked);
  }

  private async unpack(entry: Entry): Promise<Buffer> {
    const packed = this.packed(entry);
    if (entry.method === STORED) return packed;
    if (entry.unpackedBytes === 0) return Buffer.alloc(0);
    try {
      // zlib stops at the declared size: a part that lies about it never fills the memory.
      const unpacked = await inflate(packed, { maxOutputLength: entry.unpackedBytes });
      if (unpacked.length !== entry.unpackedBytes) throw damaged();
      return unpacked;
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooBig();
      throw damaged();
    }
  }

  private packed({ at, packedBytes }: Entry): Buffer {
    if (at + 30 > this.bytes.length || this.bytes.readUInt32LE(at) !== LOCAL_ENTRY) throw damaged();
    const from = at + 30 + this.bytes.readUInt16LE(at + 26) + this.bytes.readUInt16LE(at + 28);
    if (from + packedBytes > this.bytes.length) throw damaged();
    return this.bytes.subarray(from, from + packedBytes);
  }
}

/** Whether the bytes begin like a zip archive. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes[3] === bytes[2] + 1
  );
}

function readDirectory(bytes: Buffer): Entry[] {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw tooBig();
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged();
    const nameBytes = bytes.readUInt16LE(at + 28);
    const next = at + 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (bytes.readUInt16LE(at + 8) & ENCRYPTED_FLAG) throw encrypted();
    const entry = {
      name: bytes.toString('utf8', at + 46, at + 46 + nameBytes),
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      unpackedBytes: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    };
    if ([entry.packedBytes, entry.unpackedBytes, entry.at].includes(NEEDS_ZIP64)) throw tooBig();
    entries.push(entry);
    at = next;
  }
  return entries;
}

/** The end of the directory is the last thing in the file, before a comment of unknown length. */
function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT);
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw damaged();
}

function requireModest(bytes: Buffer, entries: readonly Entry[]): void {
  const unpacked = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  if (unpacked > MAX_UNPACKED_BYTES) throw tooBig();
  for (const entry of [...entries, { unpackedBytes: unpacked, packedBytes: bytes.length }]) {
    const { unpackedBytes, packedBytes } = entry;
    if (unpackedBytes > RATIO_MATTERS_FROM && unpackedBytes / Math.max(packedBytes, 1) > MAX_RATIO)
      throw tooBig();
  }
  for (const { name, method, packedBytes, unpackedBytes, at } of entries) {
    if (method !== STORED && method !== DEFLATED) throw damaged();
    if (method === STORED && packedBytes !== unpackedBytes) throw damaged();
    // A part that says it is empty and is not would be unpacked without a limit.
    if (unpackedBytes === 0 && packedBytes > 2) throw damaged();
    if (ARCHIVES.test(name)) throw nested();
    const data = at + 30 + name.length;
    if (method === STORED && isZip(bytes.subarray(data, data + 4))) throw nested();
  }
}

function tooBig(): Error {
  return refuse(
    'bomb',
    'El archivo ocupa demasiado al descomprimirse y no se abrió. Copie las filas que hacen falta en una hoja nueva, ' +
      'guárdela como .xlsx y suba esa.',
  );
}

function nested(): Error {
  return refuse(
    'nested',
    'El archivo lleva otro archivo dentro. Quite los objetos incrustados, o copie las filas que hacen falta en una ' +
      'hoja nueva, y vuelva a subirlo.',
  );
}

/** The file is protected with a password. */
export function encrypted(): Error {
  return refuse(
    'encrypted',
    'El archivo está protegido con contraseña. Quítele la contraseña, guárdelo y vuelva a subirlo.',
  );
}
