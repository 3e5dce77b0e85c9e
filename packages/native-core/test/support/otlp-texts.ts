/** What the fields of a message hold that are looked at, by number: a text, or another message. */
interface Fields {
  readonly [field: number]: 'text' | Fields;
}

const value: Record<number, 'text' | Fields> = { 1: 'text' };
const keyValue: Fields = { 1: 'text', 2: value };
value[5] = { 1: value };
value[6] = { 1: keyValue };
const event: Fields = { 2: 'text', 3: keyValue };
const link: Fields = { 3: 'text', 4: keyValue };
const span: Fields = { 3: 'text', 5: 'text', 9: keyValue, 11: event, 13: link, 15: { 2: 'text' } };
const scope: Fields = { 1: 'text', 2: 'text', 3: keyValue };
const request: Fields = {
  1: { 1: { 1: keyValue }, 2: { 1: scope, 2: span, 3: 'text' }, 3: 'text' },
};

const kVarint = 0;
const kFixed64 = 1;
const kLengthDelimited = 2;
const kFixed32 = 5;

/** The bytes of every text in an `ExportTraceServiceRequest`. Throws when it is not well-formed. */
export function textsOf(bytes: Uint8Array, fields: Fields = request): Uint8Array[] {
  const texts: Uint8Array[] = [];
  let at = 0;
  const varint = () => {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      number += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return number;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const wireType = tag & 7;
    if (wireType === kVarint) varint();
    else if (wireType === kFixed64) at += 8;
    else if (wireType === kFixed32) at += 4;
    else if (wireType === kLengthDelimited) {
      const length = varint();
      const content = bytes.subarray(at, (at += length));
      const kind = fields[tag >>> 3];
      if (kind === 'text') texts.push(content);
      else if (kind !== undefined) texts.push(...textsOf(content, kind));
    } else throw new Error(`Wire type ${wireType} at ${at}`);
  }
  if (at !== bytes.length) throw new Error('A field is longer than its message');
  return texts;
}
