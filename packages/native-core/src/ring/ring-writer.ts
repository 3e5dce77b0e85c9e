import {
  kReadTicketOffset,
  kRecordRecordBytesWord,
  kRecordRecordTypeWord,
  kRecordTypePad,
  kRingHeaderBytes,
  kWordBytes,
  kWriteTicketOffset,
} from '../record/format.gen';
import { RecordMemory } from '../record/record-memory';

/** The writing end of a ring (docs/record-format.md). The reading end is native: `ring-reader.cpp`. */
export class RingWriter {
  /** The whole memory, for the native side. */
  readonly memory: Uint8Array;
  readonly capacity: number;
  /** The same, to write records into, at the place that {@link RingWriter.reserve} found. */
  readonly records: RecordMemory;
  readonly #tickets: Int32Array;
  // The u32 tickets as signed words: V8 keeps those without allocating, and their differences are the same.
  #writeTicket = 0;
  /** The read ticket as last seen; the real one can only be further on. */
  #readTicket = 0;

  /**
   * @param capacity bytes of the data area, a power of two
   * @param memory a whole buffer full of zeros; by default one of its own
   */
  constructor(
    capacity: number,
    memory: Uint8Array = new Uint8Array(new SharedArrayBuffer(kRingHeaderBytes + capacity)),
  ) {
    this.capacity = capacity;
    this.memory = memory;
    this.records = new RecordMemory(this.memory);
    this.#tickets = new Int32Array(this.memory.buffer, 0, kRingHeaderBytes / 4);
  }

  /**
   * Finds `bytes` in one piece and gives the position of their first word, or -1 when the ring is too full; padding may
   * have been written nevertheless.
   */
  reserve(bytes: number): number {
    const toEnd = this.capacity - this.#place();
    if (bytes <= toEnd) {
      if (!this.#isFree(bytes)) return -1;
    } else {
      if (!this.#isFree(toEnd + bytes)) return -1;
      this.#skip(toEnd);
    }
    return this.#position();
  }

  /** Publishes the record that was written from the reserved position up to `end`; gives its size in bytes. */
  commit(end: number): number {
    const bytes = (end - this.#position()) * kWordBytes;
    this.#advance(bytes);
    return bytes;
  }

  /** Bytes written since the ring was made, as a signed word. */
  get writeTicket(): number {
    return this.#writeTicket;
  }

  /** Published bytes that the reader had not taken when last looked at. */
  get pendingBytes(): number {
    return (this.#writeTicket - this.#readTicket) | 0;
  }

  #place(): number {
    return this.#writeTicket & (this.capacity - 1);
  }

  #position(): number {
    return (kRingHeaderBytes + this.#place()) / kWordBytes;
  }

  #isFree(bytes: number): boolean {
    if (this.pendingBytes + bytes <= this.capacity) return true;
    this.#readTicket = Atomics.load(this.#tickets, kReadTicketOffset / 4);
    return this.pendingBytes + bytes <= this.capacity;
  }

  #skip(bytes: number): void {
    const { words } = this.records;
    const at = this.#position();
    words[at + kRecordRecordBytesWord] = bytes;
    words[at + kRecordRecordTypeWord] = kRecordTypePad;
    this.#advance(bytes);
  }

  #advance(bytes: number): void {
    this.#writeTicket = (this.#writeTicket + bytes) | 0;
    Atomics.store(this.#tickets, kWriteTicketOffset / 4, this.#writeTicket);
  }
}

/** True for sizes that a ring can have: powers of two from 4 KiB to 1 GiB. */
export function isRingCapacity(bytes: number): boolean {
  return (
    Number.isInteger(bytes) && bytes >= 4096 && bytes <= 2 ** 30 && (bytes & (bytes - 1)) === 0
  );
}
