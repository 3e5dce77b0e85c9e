import type { RecordMemory, TextCollector } from './record-memory';

/** Limit of deferred texts of one batch; further texts are written into their records. */
const kMaxTexts = 1024;
/** For each deferred text, the position of the word that refers to it. */
const references = new Int32Array(kMaxTexts);

/**
 * The texts of a batch, written together behind its records. One call of Node's UTF-8 writer for a hundred texts
 * costs a fraction of a hundred calls, and V8 need not flatten texts that were joined from parts.
 *
 * Each batch has a new object: to store a young string in an old object calls V8's write barrier.
 */
export class DeferredTexts implements TextCollector {
  #joined = '';
  #count = 0;

  add(reference: number, text: string): boolean {
    const count = this.#count;
    if (count === kMaxTexts) return false;
    references[count] = reference;
    this.#joined += text;
    this.#count = count + 1;
    return true;
  }

  /** Writes all texts from `atByte`. Returns the number of bytes. */
  write(memory: RecordMemory, atByte: number): number {
    const bytes = memory.utf8(atByte, this.#joined);
    // References hold the number of bytes of a text, which is its length if all is ASCII.
    return bytes === this.#joined.length ? bytes : this.#writeEach(memory, atByte);
  }

  /** Writes texts one by one: a lone surrogate at the end of a text must not pair with the start of the next one. */
  #writeEach(memory: RecordMemory, atByte: number): number {
    let at = atByte;
    let end = 0;
    for (let i = 0; i < this.#count; i++) {
      const begin = end;
      end += memory.deferredLength(references[i]!);
      const bytes = memory.utf8(at, this.#joined.substring(begin, end));
      memory.deferredString(references[i]!, bytes);
      at += bytes;
    }
    return at - atByte;
  }
}
