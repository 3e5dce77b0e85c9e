import { kStringTagBits, kStringTagDefine, kStringTagInline } from './format.gen';

/** Longest string that a loop writes faster than a call into Node's UTF-8 writer. */
const kMaxLoopLength = 40;

/** From this length on counting the bytes of a string is cheaper than reserving three times its length. */
const kMinCountedLength = 1024;

/** Bytes that a string takes at most: a reference, a length, and three bytes of UTF-8 per UTF-16 unit. */
export function maxStringBytes(text: string): number {
  return 8 + (text.length < kMinCountedLength ? 3 * text.length : Buffer.byteLength(text, 'utf8'));
}

/**
 * Writes the parts of records into a block of memory, forward from `position`. It checks no bounds: its user reserves
 * the largest size that the record can have.
 */
export class RecordWriter {
  position = 0;
  readonly #bytes: Uint8Array;
  readonly #buffer: Buffer;
  readonly #view: DataView;

  constructor(memory: Uint8Array) {
    // A plain view, also of a Buffer: with two classes V8 would check at each byte which one it is.
    this.#bytes = new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength);
    this.#buffer = Buffer.from(memory.buffer, memory.byteOffset, memory.byteLength);
    this.#view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  }

  u8(value: number): void {
    this.#bytes[this.position++] = value;
  }

  u32(value: number): void {
    this.#view.setUint32(this.position, value, true);
    this.position += 4;
  }

  f64(value: number): void {
    this.#view.setFloat64(this.position, value, true);
    this.position += 8;
  }

  setU8(at: number, value: number): void {
    this.#bytes[at] = value;
  }

  setU32(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  setF64(at: number, value: number): void {
    this.#view.setFloat64(at, value, true);
  }

  bytes(value: Uint8Array): void {
    this.#bytes.set(value, this.position);
    this.position += value.length;
  }

  /** A string with its bytes behind it. */
  inlineString(text: string): void {
    const length = this.#utf8(text, this.position + 4);
    this.#view.setUint32(this.position, (length << kStringTagBits) | kStringTagInline, true);
    this.position += 4 + length;
  }

  /** A string with its bytes behind it that from now on is known by its id. */
  definedString(id: number, text: string): void {
    const length = this.#utf8(text, this.position + 8);
    this.#view.setUint32(this.position, (id << kStringTagBits) | kStringTagDefine, true);
    this.#view.setUint32(this.position + 4, length, true);
    this.position += 8 + length;
  }

  /** Zeros up to the next multiple of `alignment`, a power of two. */
  pad(alignment: number): void {
    while ((this.position & (alignment - 1)) !== 0) this.u8(0);
  }

  #utf8(text: string, at: number): number {
    const { length } = text;
    if (length > kMaxLoopLength) return this.#buffer.write(text, at, 'utf8');
    const bytes = this.#bytes;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) return this.#buffer.write(text, at, 'utf8');
      bytes[at + i] = unit;
    }
    return length;
  }
}
