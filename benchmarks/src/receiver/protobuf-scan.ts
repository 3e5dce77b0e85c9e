const wireType = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

/** Told of a message that was found: where it lies, and the field through which it was reached, that of its parent. */
export type FoundMessage = (start: number, end: number, parentField: number) => void;

/**
 * Walks over protobuf from field to field and reads nothing that is not asked for, so that a receiver stays cheap. Throws a `RangeError`
 * for what is not protobuf.
 */
export class ProtobufScan {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The number of messages at the end of `path`, whose steps are the fields that lead there. */
  count(path: readonly (readonly number[])[], found?: FoundMessage): number {
    this.#at = 0;
    return this.#count(this.#bytes.length, path, 0, 0, found);
  }

  /** Where the value of the fixed64 field of a message begins; `undefined` where it has none. */
  fixed64At(field: number, start: number, end: number): number | undefined {
    this.#at = start;
    while (this.#at < end) {
      const tag = this.#varint(end);
      if (tag === field * 8 + wireType.fixed64) return this.#at;
      this.#skip(tag & 7, end);
    }
    return undefined;
  }

  #count(
    end: number,
    path: readonly (readonly number[])[],
    depth: number,
    parentField: number,
    found: FoundMessage | undefined,
  ): number {
    let messages = 0;
    while (this.#at < end) {
      const tag = this.#varint(end);
      if ((tag & 7) !== wireType.lengthDelimited) {
        this.#skip(tag & 7, end);
        continue;
      }
      const field = tag >>> 3;
      const fieldEnd = this.#advanced(this.#varint(end), end);
      if (path[depth]?.includes(field) !== true) this.#at = fieldEnd;
      else if (depth < path.length - 1) {
        messages += this.#count(fieldEnd, path, depth + 1, field, found);
      } else {
        messages += 1;
        found?.(this.#at, fieldEnd, parentField);
        this.#at = fieldEnd;
      }
    }
    return messages;
  }

  #skip(type: number, end: number): void {
    if (type === wireType.varint) this.#varint(end);
    else if (type === wireType.lengthDelimited) this.#at = this.#advanced(this.#varint(end), end);
    else if (type === wireType.fixed64) this.#at = this.#advanced(8, end);
    else if (type === wireType.fixed32) this.#at = this.#advanced(4, end);
    else throw new RangeError(`wire type ${type} at byte ${this.#at}`);
  }

  #advanced(byteCount: number, end: number): number {
    const at = this.#at + byteCount;
    if (at > end)
      throw new RangeError(`field of ${byteCount} bytes at byte ${this.#at} ends after ${end}`);
    return at;
  }

  /** Exact up to 2^35, more than any tag or length here; of a larger value only the end is found. */
  #varint(end: number): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined || this.#at >= end) break;
      this.#at += 1;
      if (shift < 32) value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError(`unfinished varint at byte ${this.#at}`);
  }
}
