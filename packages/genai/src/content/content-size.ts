import type { AnyValue } from '@opentelemetry/api';

const kNumberBytes = 8;

/** Returns the bytes of texts, names and numbers in a copy of content. */
export function contentBytes(value: AnyValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return kNumberBytes;
  let bytes = 0;
  if (Array.isArray(value)) {
    for (const item of value) bytes += contentBytes(item);
    return bytes;
  }
  const map = value as Record<string, AnyValue>;
  for (const key of Object.keys(map)) bytes += key.length + contentBytes(map[key]);
  return bytes;
}
