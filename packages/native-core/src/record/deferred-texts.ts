import type { RecordMemory, TextCollector } from './record-memory';

/** Texts of one batch, at most; those beyond stand in their records. */
const kMaxTexts = 96;
/** Of each text of the batch that is being written: the word that refers to it. */
const references = new Int32Array(kMaxTexts);

/**
 * The texts of a batch of spans, written in one go behind them. One call into Node's UTF-8 writer for a hundred texts costs a
 * fraction of a hundred calls, and texts that were joined from parts are not copied into one piece first.
 *
 * Made anew for each batch: storing a young string into an old object is a call into V8's write barrier.
 */
export class DeferredTexts implements TextCollector {
  #joined = '';
  #count = 0;
  readonly #texts = new Array<string>(kMaxTexts);

  add(reference: number, text: string): boolean {
    const count = this.#count;
    if (count === kMaxTexts) return false;
    this.#texts[count] = text;
    references[count] = reference;
    this.#joined += text;
    this.#count = count + 1;
    return true;
  }

  /** Writes all of them from a byte on, and gives the number of bytes. */
  write(memory: RecordMemory, atByte: number): number {
    const bytes = memory.utf8(atByte, this.#joined);
    // References say how many bytes a text has: its length, unless there is anything but ASCII.
    return bytes === this.#joined.length ? bytes : this.#writeEach(memory, atByte);
  }

  /** One by one: what is a lone surrogate at the end of one text must not pair with the beginning of the next. */
  #writeEach(memory: RecordMemory, atByte: number): number {
    let at = atByte;
    for (let i = 0; i < this.#count; i++) {
      const bytes = memory.utf8(at, this.#texts[i]!);
      memory.deferredString(references[i]!, bytes);
      at += bytes;
    }
    return at - atByte;
  }
}
