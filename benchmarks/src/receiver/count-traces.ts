/**
 * The number of spans in a body of the Datadog agent's `PUT /v0.4/traces`: MessagePack, a list of traces, each a list of
 * spans. Spans are skipped over, not read. Throws a `RangeError` for what is not that.
 */
export function countDatadogSpans(body: Uint8Array): number {
  const scan = new MessagePackScan(body);
  let spans = 0;
  for (let traces = scan.listLength(); traces > 0; traces--) {
    const length = scan.listLength();
    spans += length;
    scan.skip(length);
  }
  return spans;
}

/** Bytes that follow the first byte of a value, or that hold the length of what follows, by that first byte. */
const fixedBytes: Readonly<Record<number, number>> = {
  0xca: 4, // float 32
  0xcb: 8, // float 64
  0xcc: 1, // uint 8
  0xcd: 2,
  0xce: 4,
  0xcf: 8,
  0xd0: 1, // int 8
  0xd1: 2,
  0xd2: 4,
  0xd3: 8,
  0xd4: 2, // fixext 1: a type, then the data
  0xd5: 3,
  0xd6: 5,
  0xd7: 9,
  0xd8: 17,
};
const lengthBytes: Readonly<Record<number, number>> = {
  0xc4: 1, // bin 8
  0xc5: 2,
  0xc6: 4,
  0xc7: 1, // ext 8, whose type is one byte more
  0xc8: 2,
  0xc9: 4,
  0xd9: 1, // str 8
  0xda: 2,
  0xdb: 4,
};
const list16 = 0xdc;
const list32 = 0xdd;
const map16 = 0xde;
const map32 = 0xdf;

/** Walks over MessagePack without making values of it. */
class MessagePackScan {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  listLength(): number {
    const first = this.#take(1);
    if (first >= 0x90 && first <= 0x9f) return first & 0x0f;
    if (first === list16) return this.#take(2);
    if (first === list32) return this.#take(4);
    throw new RangeError(`no list at byte ${this.#at - 1}`);
  }

  /** Values within lists and maps add to those that are left to skip, so that no nesting can exhaust the stack. */
  skip(values: number): void {
    for (let left = values; left > 0; left--) left += this.#skipOne();
  }

  /** Skips a value, or the head of one; gives the number of values that it holds. */
  #skipOne(): number {
    const first = this.#take(1);
    if (first <= 0x7f || first >= 0xe0) return 0;
    if (first <= 0x8f) return 2 * (first & 0x0f);
    if (first <= 0x9f) return first & 0x0f;
    if (first <= 0xbf) return this.#advance(first & 0x1f);
    if (first === list16 || first === list32) return this.#take(first === list16 ? 2 : 4);
    if (first === map16 || first === map32) return 2 * this.#take(first === map16 ? 2 : 4);
    const ofLength = lengthBytes[first];
    if (ofLength === undefined) return this.#advance(fixedBytes[first] ?? 0);
    const ofType = first >= 0xc7 && first <= 0xc9 ? 1 : 0;
    return this.#advance(this.#take(ofLength) + ofType);
  }

  /** An unsigned big-endian number; a `RangeError` beyond the end. */
  #take(bytes: number): number {
    const at = this.#at;
    this.#advance(bytes);
    if (bytes === 1) return this.#view.getUint8(at);
    return bytes === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #advance(bytes: number): 0 {
    this.#at += bytes;
    if (this.#at > this.#view.byteLength) throw new RangeError(`unfinished at byte ${this.#at}`);
    return 0;
  }
}

/**
 * The number of transactions and spans in a body of Elastic's `POST /intake/v2/events`: a JSON object a line, whose only
 * key says what it is. A transaction is what OpenTelemetry calls a server span. Lines that are neither do not count.
 */
export function countElasticSpans(body: Uint8Array): number {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  if (!text.startsWith('{"metadata":')) throw new RangeError('no metadata in the first line');
  return text.match(/^\{"(?:transaction|span)":/gm)?.length ?? 0;
}

/**
 * The number of span events in a body of New Relic's collector method `span_event_data`: `[run, sampling, events]`. Throws
 * for what is not that.
 */
export function countNewRelicSpans(body: Uint8Array): number {
  const message = JSON.parse(Buffer.from(body).toString()) as unknown;
  const events: unknown = Array.isArray(message) ? message[2] : undefined;
  if (!Array.isArray(events)) throw new RangeError('no span events');
  return events.length;
}
