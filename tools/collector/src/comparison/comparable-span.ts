/**
 * An attribute value with its OTLP type, so that 1 and 1.0 are two things. `int` and `double` are decimal texts: not
 * all of them exist in JSON. An object without a field is the empty value.
 */
export type TypedValue =
  | { readonly string: string }
  | { readonly bool: boolean }
  | { readonly int: string }
  | { readonly double: string }
  | { readonly base64: string }
  | { readonly array: readonly TypedValue[] }
  | { readonly map: TypedAttributes }
  | Record<string, never>;

export type TypedAttributes = Readonly<Record<string, TypedValue>>;

export interface ComparableEvent {
  readonly name: string;
  readonly timeUnixNano: string;
  readonly attributes: TypedAttributes;
  readonly droppedAttributesCount: number;
}

export interface ComparableLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly attributes: TypedAttributes;
  readonly droppedAttributesCount: number;
}

/**
 * A span in the form in which what was created and what arrived are compared: everything OTLP says of it, in JSON.
 * Numbers of enumerations and flags are those of OTLP; an absent text is empty, an absent count 0.
 */
export interface ComparableSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: TypedAttributes;
  readonly droppedAttributesCount: number;
  readonly events: readonly ComparableEvent[];
  readonly droppedEventsCount: number;
  readonly links: readonly ComparableLink[];
  readonly droppedLinksCount: number;
  readonly status: { readonly code: number; readonly message: string };
  readonly scope: { readonly name: string; readonly version: string; readonly schemaUrl: string };
  readonly resource: { readonly attributes: TypedAttributes; readonly schemaUrl: string };
}
