import type { AnyValue, KeyValue } from './otlp-messages.ts';
import type { PlainAttributes, PlainValue } from './received-span.ts';

export function plainAttributes(attributes: readonly KeyValue[]): PlainAttributes {
  // fromEntries, not assignment: a key may be `__proto__`.
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]));
}

export function plainValue(any: AnyValue | null): PlainValue {
  switch (any?.value) {
    case 'stringValue':
    case 'boolValue':
    case 'doubleValue':
    case 'bytesValue':
      return any[any.value];
    case 'intValue':
      return Number(any.intValue);
    case 'arrayValue':
      return any.arrayValue.values.map(plainValue);
    case 'kvlistValue':
      return plainAttributes(any.kvlistValue.values);
    default:
      return null;
  }
}
