import type { TypedAttributes, TypedValue } from './comparable-span.ts';
import type { JsonKeyValue, JsonValue } from './otlp-json.ts';

/** Throws on a key that is there twice, which OTLP does not allow. */
export function collectedAttributes(attributes: readonly JsonKeyValue[] = []): TypedAttributes {
  const keys = attributes.map(({ key }) => key);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) throw new Error(`the attribute key ${repeated} is there twice`);
  return Object.fromEntries(attributes.map(({ key, value }) => [key, collectedValue(value ?? {})]));
}

export function collectedValue(value: JsonValue): TypedValue {
  if (value.stringValue !== undefined) return { string: value.stringValue };
  if (value.boolValue !== undefined) return { bool: value.boolValue };
  if (value.intValue !== undefined) return { int: String(value.intValue) };
  if (value.doubleValue !== undefined) return { double: String(value.doubleValue) };
  if (value.bytesValue !== undefined) return { base64: value.bytesValue };
  if (value.arrayValue) return { array: (value.arrayValue.values ?? []).map(collectedValue) };
  if (value.kvlistValue) return { map: collectedAttributes(value.kvlistValue.values) };
  return {};
}
