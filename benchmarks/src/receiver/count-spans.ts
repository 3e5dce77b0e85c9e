/** Field numbers on the way from `ExportTraceServiceRequest` to a span. */
const resourceSpansField = 1;
const scopeSpansField = 2;
const spansField = 2;
const spanPath = [resourceSpansField, scopeSpansField, spansField];

const wireType = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

/**
 * The number of spans in an `ExportTraceServiceRequest`, found by skipping from field to field: spans are
 * counted, not read, so that the receiver stays cheap. Throws a `RangeError` for what is not protobuf.
 */
export function countSpans(request: Uint8Array): number {
  return new Scan(request).count(request.length, 0);
}

class Scan {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Counts to `end` in a message that lies `depth` steps down {@link spanPath}. */
  count(end: number, depth: number): number {
    let spans = 0;
    while (this.#at < end) {
      const tag = this.#varint(end);
      if ((tag & 7) !== wireType.lengthDelimited) {
        this.#skip(tag & 7, end);
        continue;
      }
      const fieldEnd = this.#advanced(this.#varint(end), end);
      if (tag >>> 3 !== spanPath[depth]) this.#at = fieldEnd;
      else if (depth < spanPath.length - 1) spans += this.count(fieldEnd, depth + 1);
      else {
        spans += 1;
        this.#at = fieldEnd;
      }
    }
    return spans;
  }

  #skip(type: number, end: number): void {
    if (type === wireType.varint) this.#varint(end);
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
