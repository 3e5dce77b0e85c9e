import { FlatValue } from './flat-value';
import {
  kValueTypeBits,
  kValueTypeBytes,
  kValueTypeDouble,
  kValueTypeEmpty,
  kValueTypeFalse,
  kValueTypeInt32,
  kValueTypeInteger,
  kValueTypeString,
  kValueTypeTrue,
  kStringTagBits,
  kStringTagInline,
} from './format.gen';
import { kMinLongLength } from './long-text';
import { kMaxBytesPerUnit, kStringBytes, maxStringBytes, type RecordMemory } from './record-memory';

const kMinInt64 = -(2 ** 63);
const kMaxInt64 = 2 ** 63;

/** Bytes of a head and a number or count. */
export const kHeadAndNumberBytes = 12;

const kPlainAttributeBytes = kHeadAndNumberBytes + 2 * kStringBytes;

/** Head of an attribute whose key follows as text; without the type of its value. */
export const kInlineKey = kStringTagInline << kValueTypeBits;
/** Bits by which the id of a known key is shifted in the head of an attribute. */
export const kKeyShift = kValueTypeBits + kStringTagBits;

/** Returns an upper bound of the bytes of a value, including its head. */
export function maxValueBytes(value: unknown): number {
  if (typeof value === 'string') return kHeadAndNumberBytes + maxStringBytes(value);
  return typeof value === 'object' ? maxObjectBytes(value) : kHeadAndNumberBytes;
}

/** Returns an upper bound of the bytes of an attribute. Short, so that V8 inlines it: called for every attribute. */
export function maxAttributeBytes(key: string, value: unknown): number {
  return typeof value === 'string'
    ? kPlainAttributeBytes + kMaxBytesPerUnit * (key.length + value.length)
    : kMaxBytesPerUnit * key.length +
        (typeof value === 'object' ? kStringBytes + maxObjectBytes(value) : kPlainAttributeBytes);
}

function maxObjectBytes(value: object | null): number {
  if (value instanceof FlatValue) return kHeadAndNumberBytes + value.maxBytes;
  return kHeadAndNumberBytes + (value instanceof Uint8Array ? value.length : 0);
}

/**
 * Writes a scalar that is not in a string table, or bytes. Writes `head`, which holds the key, with the type of the value to
 * `headAt`, and the rest to `at`.
 */
export function writeScalar(
  memory: RecordMemory,
  headAt: number,
  head: number,
  at: number,
  value: unknown,
): number {
  const { words } = memory;
  if (typeof value === 'number') {
    if ((value | 0) === value) {
      words[headAt] = head | kValueTypeInt32;
      words[at] = value;
      return at + 1;
    }
    const whole = Number.isInteger(value) && value >= kMinInt64 && value < kMaxInt64;
    words[headAt] = head | (whole ? kValueTypeInteger : kValueTypeDouble);
    return memory.double(at, value);
  }
  if (typeof value === 'string') {
    if (value.length >= kMinLongLength) return memory.longText(headAt, head, at, value);
    words[headAt] = head | kValueTypeString;
    return memory.inlineString(at, value);
  }
  if (value instanceof Uint8Array) {
    words[headAt] = head | kValueTypeBytes;
    return memory.bytes(at, value);
  }
  words[headAt] =
    head | (value === true ? kValueTypeTrue : value === false ? kValueTypeFalse : kValueTypeEmpty);
  return at;
}
