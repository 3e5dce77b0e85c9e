import {
  kRecordAlignment,
  kStringTagBits,
  kStringTagDeferred,
  kStringTagDefine,
  kStringTagInline,
  kValueTypeLatin1,
  kWordBytes,
} from './format.gen';
import { longTextBytes, longTextType, type LongTexts } from './long-text';

/** Longest string that a loop counts and writes faster than Node's native functions. */
const kMaxLoopLength = 15;
const kMaxAscii = 0x7f;
/** Longest string of a batch that is not deferred. */
const kMaxInlineLength = 12;

/** Bytes of a string beside its characters: reference, length, and up to three bytes of padding. */
export const kStringBytes = 2 * kWordBytes + 3;

/** UTF-8 has at most three bytes for a UTF-16 unit. */
export const kMaxBytesPerUnit = 3;

/** Collects the texts of a batch, which are written together behind its spans. */
export interface TextCollector {
  /**
   * Adds the text to which the word at `reference` will refer, with the length of the text. Returns false when there is no
   * room.
   */
  add(reference: number, text: string): boolean;
}

/** Returns an upper bound of the bytes that a string takes in a record. */
export type StringBytes = (text: string) => number;

/** Returns the bound without reading the string. */
export function maxStringBytes(text: string): number {
  return kStringBytes + kMaxBytesPerUnit * text.length;
}

/** Returns the bound with the characters counted. */
export function countedStringBytes(text: string): number {
  return kStringBytes + countedTextBytes(text);
}

/** Returns the bytes of a text in UTF-8. A loop over a short text is faster than the call of native code. */
export function countedTextBytes(text: string): number {
  const { length } = text;
  if (length > kMaxLoopLength) return Buffer.byteLength(text, 'utf8');
  let units = 0;
  for (let i = 0; i < length; i++) units |= text.charCodeAt(i);
  return units <= kMaxAscii ? length : Buffer.byteLength(text, 'utf8');
}

/** Returns the number of words that hold `bytes` bytes. */
export function wordsOf(bytes: number): number {
  return (bytes + 3) >>> 2;
}

/** Rounds bytes up to the alignment of records. */
export function alignedBytes(bytes: number): number {
  return Math.ceil(bytes / kRecordAlignment) * kRecordAlignment;
}

/**
 * Memory for records: little-endian words of 32 bits. Positions count words. Nothing checks bounds: the caller reserves the
 * upper bound of the record first. Methods that write return the position behind the written words.
 */
export class RecordMemory {
  readonly words: Int32Array;
  /** The same memory, two words at a time. */
  readonly doubles: Float64Array;
  readonly #buffer: Buffer;
  /** The collector of the batch that is being written; else undefined. */
  deferred: TextCollector | undefined = undefined;
  /** Takes the long texts of the record that is being written, which then are not written here; else undefined. */
  longTexts: LongTexts | undefined = undefined;

  /** @param bytes must begin and end at multiples of 8 */
  constructor({ buffer, byteOffset, byteLength }: Uint8Array) {
    this.words = new Int32Array(buffer, byteOffset, byteLength / 4);
    this.doubles = new Float64Array(buffer, byteOffset, byteLength / 8);
    this.#buffer = Buffer.from(buffer, byteOffset, byteLength);
  }

  /** Writes a number of 64 bits at any word. */
  double(at: number, value: number): number {
    kDouble[0] = value;
    this.words[at] = kDoubleWords[0]!;
    this.words[at + 1] = kDoubleWords[1]!;
    return at + 2;
  }

  /** Writes a length and bytes. */
  bytes(at: number, value: Uint8Array): number {
    this.words[at] = value.length;
    this.#buffer.set(value, (at + 1) * kWordBytes);
    return at + 1 + wordsOf(value.length);
  }

  /** Writes a string with its text behind it. */
  inlineString(at: number, text: string): number {
    const { deferred } = this;
    if (deferred !== undefined && text.length > kMaxInlineLength && deferred.add(at, text)) {
      this.deferredString(at, text.length);
      return at + 1;
    }
    const bytes = this.#text(at + 1, text);
    this.words[at] = (bytes << kStringTagBits) | kStringTagInline;
    return at + 1 + wordsOf(bytes);
  }

  /** The same as `inlineString` of an empty text. */
  emptyString(at: number): number {
    this.words[at] = kStringTagInline;
    return at + 1;
  }

  /** Writes a string whose text is among the deferred texts of the batch. */
  deferredString(at: number, bytes: number): void {
    this.words[at] = (bytes << kStringTagBits) | kStringTagDeferred;
  }

  /** Returns what {@link RecordMemory.deferredString} wrote as bytes. */
  deferredLength(at: number): number {
    return this.words[at]! >>> kStringTagBits;
  }

  /** Writes a string with its text behind it, and defines `id` for later references. */
  definedString(at: number, id: number, text: string): number {
    this.words[at] = (id << kStringTagBits) | kStringTagDefine;
    return this.lengthAndText(at + 1, text);
  }

  lengthAndText(at: number, text: string): number {
    const bytes = this.#text(at + 1, text);
    this.words[at] = bytes;
    return at + 1 + wordsOf(bytes);
  }

  /**
   * Writes a text of at least `kMinLongLength` in the encoding in which V8 holds it. Writes `head`, which holds the key,
   * with the type of the value to `headAt`, and the rest to `at`.
   */
  longText(headAt: number, head: number, at: number, text: string): number {
    const type = longTextType(text);
    const bytes = longTextBytes(text, type);
    const { words, longTexts } = this;
    words[headAt] = head | type;
    words[at] = bytes;
    if (longTexts !== undefined) {
      longTexts.add(at + 1, text, type, bytes);
      return at + 1;
    }
    const encoding = type === kValueTypeLatin1 ? 'latin1' : 'utf16le';
    // Only the size that was announced counts: what was not written would be what the memory held before.
    if (this.#buffer.write(text, (at + 1) * kWordBytes, encoding) !== bytes)
      throw new Error('a text was not written whole');
    return at + 1 + wordsOf(bytes);
  }

  /** Ends the record that began at `start`: pads it and writes its size into its head. */
  finishRecord(start: number, at: number): number {
    const end = at + (at & 1);
    if (end !== at) this.words[at] = 0;
    this.words[start] = (end - start) * kWordBytes;
    return end;
  }

  /** Writes characters from `atByte` with Node's UTF-8 writer. Returns the number of bytes. */
  utf8(atByte: number, text: string): number {
    return this.#buffer.write(text, atByte, 'utf8');
  }

  /** Writes a text. Returns its length in bytes; the rest of the last word is undefined. */
  #text(at: number, text: string): number {
    const { length } = text;
    if (length > kMaxLoopLength) return this.utf8(at * kWordBytes, text);
    const { words } = this;
    const whole = length & ~3;
    let units = 0;
    let word = at;
    let i = 0;
    for (; i < whole; i += 4) {
      const a = text.charCodeAt(i);
      const b = text.charCodeAt(i + 1);
      const c = text.charCodeAt(i + 2);
      const d = text.charCodeAt(i + 3);
      units |= a | b | c | d;
      words[word++] = a | (b << 8) | (c << 16) | (d << 24);
    }
    let rest = 0;
    for (let shift = 0; i < length; i++, shift += 8) {
      const unit = text.charCodeAt(i);
      units |= unit;
      rest |= unit << shift;
    }
    if (whole < length) words[word] = rest;
    return units <= kMaxAscii ? length : this.utf8(at * kWordBytes, text);
  }
}

const kDouble = new Float64Array(1);
const kDoubleWords = new Int32Array(kDouble.buffer);
