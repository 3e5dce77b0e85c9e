import {
  kMaxValueDepth,
  kValueTypeArray,
  kValueTypeBits,
  kValueTypeBytes,
  kValueTypeDouble,
  kValueTypeEmpty,
  kValueTypeFalse,
  kValueTypeInt32,
  kValueTypeInteger,
  kValueTypeMap,
  kValueTypeString,
  kValueTypeTrue,
  kStringTagBits,
  kStringTagInline,
} from './format.gen';
import { kStringBytes, maxStringBytes, type RecordMemory, type StringBytes } from './record-memory';

const kMinInt64 = -(2 ** 63);
const kMaxInt64 = 2 ** 63;

/** Bytes of a head and a number or count. */
const kHeadAndNumberBytes = 12;

const kPlainAttributeBytes = kHeadAndNumberBytes + 2 * kStringBytes;

/** Head of an attribute whose key follows as text; without the type of its value. */
export const kInlineKey = kStringTagInline << kValueTypeBits;
/** Bits by which the id of a known key is shifted in the head of an attribute. */
export const kKeyShift = kValueTypeBits + kStringTagBits;

/** Returns an upper bound of the bytes of a value, including its head. */
export function maxValueBytes(
  value: unknown,
  stringBytes: StringBytes = maxStringBytes,
  depth = 0,
): number {
  if (typeof value === 'string') return kHeadAndNumberBytes + stringBytes(value);
  if (typeof value !== 'object' || value === null || depth >= kMaxValueDepth)
    return kHeadAndNumberBytes;
  if (value instanceof Uint8Array) return kHeadAndNumberBytes + value.length;
  let bytes = kHeadAndNumberBytes;
  if (Array.isArray(value)) {
    for (const element of value) bytes += maxValueBytes(element, stringBytes, depth + 1);
    return bytes;
  }
  for (const [key, element] of Object.entries(value)) {
    bytes += stringBytes(key) + maxValueBytes(element, stringBytes, depth + 1);
  }
  return bytes;
}

/** Returns an upper bound of the bytes of an attribute. Short, so that V8 inlines it: called for every attribute. */
export function maxAttributeBytes(key: string, value: unknown): number {
  return typeof value === 'string'
    ? kPlainAttributeBytes + 3 * (key.length + value.length)
    : 3 * key.length + (typeof value === 'object' ? maxObjectBytes(value) : kPlainAttributeBytes);
}

function maxObjectBytes(value: object | null): number {
  return kStringBytes + maxValueBytes(value);
}

/** Writes an attribute whose key is not in a string table. */
export function writeInlineAttribute(
  memory: RecordMemory,
  at: number,
  key: string,
  value: unknown,
  depth = 0,
): number {
  const valueAt = memory.lengthAndText(at + 1, key);
  return writeValue(memory, at, kInlineKey, valueAt, value, depth);
}

/**
 * Writes a value that is not in a string table; a value that is no `AnyValue` becomes empty. Writes `head`, which holds the
 * key, with the type of the value to `headAt`, and the rest to `at`.
 */
export function writeValue(
  memory: RecordMemory,
  headAt: number,
  head: number,
  at: number,
  value: unknown,
  depth = 0,
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
    words[headAt] = head | kValueTypeString;
    return memory.inlineString(at, value);
  }
  if (typeof value === 'object' && value !== null && depth < kMaxValueDepth) {
    return writeObject(memory, headAt, head, at, value, depth);
  }
  words[headAt] =
    head | (value === true ? kValueTypeTrue : value === false ? kValueTypeFalse : kValueTypeEmpty);
  return at;
}

function writeObject(
  memory: RecordMemory,
  headAt: number,
  head: number,
  at: number,
  value: object,
  depth: number,
): number {
  const { words } = memory;
  if (value instanceof Uint8Array) {
    words[headAt] = head | kValueTypeBytes;
    return memory.bytes(at, value);
  }
  let end = at + 1;
  if (Array.isArray(value)) {
    words[headAt] = head | kValueTypeArray;
    words[at] = value.length;
    for (const element of value) end = writeValue(memory, end, 0, end + 1, element, depth + 1);
    return end;
  }
  const entries = Object.entries(value);
  words[headAt] = head | kValueTypeMap;
  words[at] = entries.length;
  for (const [key, element] of entries) {
    end = writeInlineAttribute(memory, end, key, element, depth + 1);
  }
  return end;
}
