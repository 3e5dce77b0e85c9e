/** Items that the receiver rejected, and why. The responses for all signals have the same fields. */
export interface PartialSuccess {
  rejectedItems: number;
  message: string;
}

const kWireVarint = 0;
const kWireLength = 2;
const kNothing: PartialSuccess = { rejectedItems: 0, message: '' };

/**
 * Reads `partial_success` from a protobuf response. An invalid response counts as empty.
 * https://opentelemetry.io/docs/specs/otlp/#partial-success
 */
export function readPartialSuccess(response: Uint8Array): PartialSuccess {
  const result = { ...kNothing };
  try {
    const partial = fieldsOf(response).find(({ number }) => number === 1)?.bytes;
    if (partial === undefined) return result;
    for (const { number, value, bytes } of fieldsOf(partial)) {
      if (number === 1) result.rejectedItems = value;
      if (number === 2 && bytes !== undefined) result.message = Buffer.from(bytes).toString('utf8');
    }
    return result;
  } catch {
    return kNothing;
  }
}

interface Field {
  number: number;
  value: number;
  bytes: Uint8Array | undefined;
}

/** Returns the fields of a message that have one of the response's two wire types. */
function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let offset = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[offset++];
      if (byte === undefined) throw new RangeError('the message ends in the middle of a number');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (offset < message.length) {
    const tag = varint();
    const wireType = tag % 8;
    const value = varint();
    if (wireType !== kWireVarint && wireType !== kWireLength) throw new RangeError('unknown field');
    const length = wireType === kWireLength ? value : 0;
    if (length > message.length - offset)
      throw new RangeError('a field is longer than its message');
    const bytes = wireType === kWireLength ? message.subarray(offset, offset + length) : undefined;
    fields.push({ number: (tag - wireType) / 8, value, bytes });
    offset += length;
  }
  return fields;
}
