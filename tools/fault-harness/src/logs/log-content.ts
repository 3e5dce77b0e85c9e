import type { AnyValue, Attributes } from '@opentelemetry/api';
import { contentOf } from '../span-content.ts';

/** What the longest text of a log record has: spans have the long ones. */
const kMostTextBytes = 1_000;
const kSeverities = 24;

/** What an application emits in span number `index`. */
export interface LogContent {
  readonly eventName: string;
  readonly severityNumber: number;
  readonly body: AnyValue;
  readonly attributes: Attributes;
}

/** The log record of span number `index`: the sender and the receiver both make it from the number alone. */
export function logContentOf(index: number, textBytes: number): LogContent {
  const { name, attributes } = contentOf(index, Math.min(textBytes, kMostTextBytes));
  return {
    eventName: name,
    severityNumber: 1 + (index % kSeverities),
    body: { text: attributes.text, nested: [attributes.digest, { index }] },
    attributes: { index },
  };
}
