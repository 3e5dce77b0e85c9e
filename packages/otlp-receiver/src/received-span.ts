import type { SpanFields } from './otlp-messages.ts';

/**
 * An attribute value as JavaScript has it: 64-bit integers are numbers (exact up to 2^53), bytes are a
 * `Uint8Array`, key-value lists are plain objects, an empty value is `null`.
 */
export type PlainValue =
  string | number | boolean | null | Uint8Array | PlainValue[] | { [key: string]: PlainValue };

export type PlainAttributes = Record<string, PlainValue>;

export interface ReceivedScope {
  readonly name: string;
  readonly version: string;
  readonly attributes: PlainAttributes;
  readonly schemaUrl: string;
}

export interface ReceivedResource {
  readonly attributes: PlainAttributes;
  readonly droppedAttributesCount: number;
  readonly schemaUrl: string;
}

export interface ReceivedEvent {
  readonly name: string;
  readonly timeUnixNano: string;
  readonly attributes: PlainAttributes;
  readonly droppedAttributesCount: number;
}

export interface ReceivedLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly attributes: PlainAttributes;
  readonly droppedAttributesCount: number;
}

/**
 * One span of an OTLP request, in plain values. Ids are lower-case hex; times are decimal strings of nanoseconds;
 * what was not on the wire has protobuf's default (empty string, 0, empty list).
 */
export interface ReceivedSpan extends SpanFields {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a root span. */
  readonly parentSpanId: string;
  readonly attributes: PlainAttributes;
  readonly events: readonly ReceivedEvent[];
  readonly links: readonly ReceivedLink[];
  /** `code`: 0 unset, 1 ok, 2 error. */
  readonly status: { readonly code: number; readonly message: string };
  readonly scope: ReceivedScope;
  readonly resource: ReceivedResource;
}
