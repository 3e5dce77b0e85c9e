/** A field of a protobuf message as it is on the wire. */
export interface WireField {
  readonly number: number;
  /** A varint or a fixed number as 64 unsigned bits; else the bytes of a string or message. */
  readonly value: bigint | Uint8Array;
}

/** Reads the fields of a protobuf message in their order. Knows no schema: generated decoders leave new fields out. */
export function readFields(bytes: Uint8Array): WireField[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: WireField[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = view.getUint8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
  };
  const readers: Record<number, () => WireField['value']> = {
    0: varint,
    1: () => view.getBigUint64((at += 8) - 8, true),
    2: () => {
      const size = Number(varint());
      return bytes.subarray(at, (at += size));
    },
    5: () => BigInt(view.getUint32((at += 4) - 4, true)),
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const read = readers[tag & 7];
    if (read === undefined) throw new Error(`wire type ${tag & 7} at ${at}`);
    fields.push({ number: tag >> 3, value: read() });
  }
  if (at > bytes.length) throw new Error('the message is cut');
  return fields;
}

/** The fields of a message by number. */
export class WireMessage {
  readonly #fields: readonly WireField[];

  constructor(bytes: Uint8Array) {
    this.#fields = readFields(bytes);
  }

  has(number: number): boolean {
    return this.#fields.some((field) => field.number === number);
  }
  number(number: number): bigint {
    return (this.#last(number) as bigint | undefined) ?? 0n;
  }
  bytes(number: number): Uint8Array {
    return (this.#last(number) as Uint8Array | undefined) ?? new Uint8Array();
  }
  text(number: number): string {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes(number));
  }
  messages(number: number): WireMessage[] {
    return this.#fields
      .filter((field) => field.number === number)
      .map(({ value }) => new WireMessage(value as Uint8Array));
  }
  /** The only field of a `oneof`. */
  get only(): WireField | undefined {
    return this.#fields[0];
  }

  #last(number: number): WireField['value'] | undefined {
    return this.#fields.findLast((field) => field.number === number)?.value;
  }
}
