import {
  kMaxValueDepth,
  kValueTypeArray,
  kValueTypeBytes,
  kValueTypeDouble,
  kValueTypeEmpty,
  kValueTypeFalse,
  kValueTypeInt32,
  kValueTypeInteger,
  kValueTypeMap,
  kValueTypeString,
  kValueTypeTrue,
} from './format.gen';
import { maxStringBytes, type RecordWriter } from './record-writer';

const kMinInt64 = -(2 ** 63);
const kMaxInt64 = 2 ** 63;

/** Bytes that a value takes at most. */
export function maxValueBytes(value: unknown, depth = 0): number {
  if (typeof value === 'string') return 1 + maxStringBytes(value);
  if (typeof value !== 'object' || value === null || depth >= kMaxValueDepth) return 9;
  if (value instanceof Uint8Array) return 5 + value.length;
  let bytes = 5;
  if (Array.isArray(value)) {
    for (const element of value) bytes += maxValueBytes(element, depth + 1);
    return bytes;
  }
  for (const [key, element] of Object.entries(value)) {
    bytes += maxStringBytes(key) + maxValueBytes(element, depth + 1);
  }
  return bytes;
}

/** Bytes that a list of keys and values takes at most. */
export function maxListBytes(attributes: readonly unknown[]): number {
  let bytes = 0;
  for (let i = 0; i < attributes.length; i += 2) {
    bytes += maxStringBytes(attributes[i] as string) + maxValueBytes(attributes[i + 1]);
  }
  return bytes;
}

/** Writes a value that no table knows. What is no `AnyValue` becomes empty. */
export function writeValue(writer: RecordWriter, value: unknown, depth = 0): void {
  if (typeof value === 'number') {
    writeNumber(writer, value);
  } else if (typeof value === 'string') {
    writer.u8(kValueTypeString);
    writer.inlineString(value);
  } else if (typeof value === 'boolean') {
    writer.u8(value ? kValueTypeTrue : kValueTypeFalse);
  } else if (typeof value === 'object' && value !== null && depth < kMaxValueDepth) {
    writeObject(writer, value, depth);
  } else {
    writer.u8(kValueTypeEmpty);
  }
}

function writeNumber(writer: RecordWriter, value: number): void {
  if ((value | 0) === value) {
    writer.u8(kValueTypeInt32);
    writer.u32(value);
    return;
  }
  const whole = Number.isInteger(value) && value >= kMinInt64 && value < kMaxInt64;
  writer.u8(whole ? kValueTypeInteger : kValueTypeDouble);
  writer.f64(value);
}

function writeObject(writer: RecordWriter, value: object, depth: number): void {
  if (value instanceof Uint8Array) {
    writer.u8(kValueTypeBytes);
    writer.u32(value.length);
    writer.bytes(value);
  } else if (Array.isArray(value)) {
    writer.u8(kValueTypeArray);
    writer.u32(value.length);
    for (const element of value) writeValue(writer, element, depth + 1);
  } else {
    const entries = Object.entries(value);
    writer.u8(kValueTypeMap);
    writer.u32(entries.length);
    for (const [key, element] of entries) {
      writer.inlineString(key);
      writeValue(writer, element, depth + 1);
    }
  }
}
