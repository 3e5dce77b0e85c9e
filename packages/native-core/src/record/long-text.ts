import { kValueTypeLatin1, kValueTypeUtf16, kWordBytes } from './format.gen';

/**
 * Shortest text that is copied as V8 holds it, and not as UTF-8. V8 converts two-byte strings at 0.7 GB/s and
 * measures them before, on this thread; the copy runs at 10 GB/s, and the drain thread converts.
 */
export const kMinLongLength = 1024;

/** The type of a value whose text is long. */
export type LongTextType = typeof kValueTypeLatin1 | typeof kValueTypeUtf16;

let isOneByte: ((text: string) => boolean) | undefined;

/** Returns the encoding in which V8 holds a text: Latin-1 or UTF-16. */
export function longTextType(text: string): LongTextType {
  // At the first long text: to load `node:v8` takes milliseconds.
  isOneByte ??= process.getBuiltinModule('node:v8').isStringOneByteRepresentation;
  return isOneByte(text) ? kValueTypeLatin1 : kValueTypeUtf16;
}

/** Returns the bytes that a long text takes in a record, without padding. */
export function longTextBytes(text: string, type = longTextType(text)): number {
  return type === kValueTypeLatin1 ? text.length : 2 * text.length;
}

/**
 * The long texts of a record that bypasses the ring. They are left out of the memory in which the record is written, and
 * native code copies them from V8's memory to their places.
 */
export class LongTexts {
  readonly texts: string[] = [];
  /** For each text, the byte of the record in front of which it stands, and the type of its value. */
  readonly places: number[] = [];
  /** Bytes that all texts take, with the padding behind each. */
  bytes = 0;

  /** Adds the text that stands in front of the word at `at`. */
  add(at: number, text: string, type: LongTextType, bytes: number): void {
    this.texts.push(text);
    this.places.push(at * kWordBytes, type);
    this.bytes += Math.ceil(bytes / kWordBytes) * kWordBytes;
  }
}
