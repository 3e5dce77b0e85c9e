import { kEpochWord, makeControlBlock, type ControlBlock } from './control-block';

/** Doubles in the first chunk; each further one is twice as large, up to the largest. */
const kFirstChunkDoubles = 2_048;
const kMaxChunkDoubles = 131_072;

/** A piece of shared memory: from the double at `at` in chunk number `chunk`. */
export interface Cell {
  readonly memory: Float64Array;
  readonly at: number;
  readonly chunk: number;
}

/** The cell of a series that aggregates nothing. */
export const kNoCell: Cell = { memory: new Float64Array(), at: 0, chunk: 0 };

/**
 * Memory in which a provider aggregates its series and which the drain thread reads: a control block, and chunks that are
 * never freed while the provider lives.
 */
export class MetricMemory {
  readonly control: ControlBlock = makeControlBlock();
  #chunk: Float64Array = new Float64Array();
  #chunkNumber = -1;
  #used = 0;
  /** Registers a chunk with native code. */
  readonly #addChunk: (chunk: Float64Array) => void;

  constructor(addChunk: (chunk: Float64Array) => void) {
    // Epochs start at 1: memory full of zeros then reads as a bank of interval 0, in which nothing was recorded.
    this.control.words[kEpochWord] = 1;
    this.#addChunk = addChunk;
  }

  /** Returns a cell of `doubles` zeros. */
  allocate(doubles: number): Cell {
    if (this.#used + doubles > this.#chunk.length) this.#grow(doubles);
    const at = this.#used;
    this.#used += doubles;
    return { memory: this.#chunk, at, chunk: this.#chunkNumber };
  }

  #grow(doubles: number): void {
    const usual = Math.min(kFirstChunkDoubles * 2 ** (this.#chunkNumber + 1), kMaxChunkDoubles);
    const bytes = Math.max(usual, doubles) * Float64Array.BYTES_PER_ELEMENT;
    const chunk = new Float64Array(new SharedArrayBuffer(bytes));
    this.#addChunk(chunk);
    this.#chunk = chunk;
    this.#chunkNumber++;
    this.#used = 0;
  }
}
