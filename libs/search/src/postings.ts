/** Sizes of the blocks in which the postings of one term are kept: short lists waste little, long ones jump little. */
const FIRST_BLOCK = 4;
const LAST_BLOCK = 1024;
const IMPACT_BITS = 8;
export const MAX_IMPACT = 2 ** IMPACT_BITS - 1;
export const MAX_DOCUMENTS = 2 ** (32 - IMPACT_BITS);

/**
 * For every term the documents that hold it, in one growing typed array: a list is a chain of blocks, each ending
 * with the place of the next. Documents are only added; the ones that are gone are skipped by whoever reads.
 */
export class Postings {
  private pool = new Uint32Array(1 << 12);
  private used = 0;
  /** Per term: first block, next free place, last place of the current block, number of postings. */
  private terms = new Uint32Array(4 << 8);
  private termCount = 0;

  /** Makes room for a new term and gives its number. */
  addTerm(): number {
    const term = this.termCount;
    this.termCount += 1;
    if (this.termCount * 4 > this.terms.length) this.terms = grown(this.terms, this.termCount * 4);
    return term;
  }

  /** How many documents hold the term, those that are gone included. */
  size(term: number): number {
    return this.terms[term * 4 + 3]!;
  }

  /** @param impact 1 to 255: how much the term says about the document */
  add(term: number, document: number, impact: number): void {
    const at = term * 4;
    const size = this.terms[at + 3]!;
    if (size === 0) {
      this.openBlock(at, FIRST_BLOCK);
      this.terms[at] = this.terms[at + 1]!;
    } else if (this.terms[at + 1] === this.terms[at + 2]) {
      const link = this.terms[at + 2]!;
      this.openBlock(at, blockAfter(size));
      this.pool[link] = this.terms[at + 1]!;
    }
    this.pool[this.terms[at + 1]!] = ((document << IMPACT_BITS) | impact) >>> 0;
    this.terms[at + 1]! += 1;
    this.terms[at + 3] = size + 1;
  }

  /** All postings of a term as `document << 8 | impact`, oldest document first. */
  read(term: number): Uint32Array {
    const size = this.size(term);
    const list = new Uint32Array(size);
    let from = this.terms[term * 4]!;
    let done = 0;
    while (done < size) {
      const count = Math.min(done === 0 ? FIRST_BLOCK : blockAfter(done), size - done);
      list.set(this.pool.subarray(from, from + count), done);
      done += count;
      if (done < size) from = this.pool[from + count]!;
    }
    return list;
  }

  private openBlock(at: number, size: number): void {
    const start = this.used;
    this.used += size + 1;
    if (this.used > this.pool.length) this.pool = grown(this.pool, this.used);
    this.terms[at + 1] = start;
    this.terms[at + 2] = start + size;
  }
}

/** Size of the block that follows `filled` postings: as many again, within bounds. */
function blockAfter(filled: number): number {
  return Math.min(filled, LAST_BLOCK);
}

/** A copy with room for at least `length` numbers and some more. */
export function grown<List extends Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array>(
  list: List,
  length: number,
): List {
  const larger = new (list.constructor as new (size: number) => List)(Math.ceil(length * 1.5));
  larger.set(list);
  return larger;
}
