import type { ReceivedEvent, ReceivedLink, ReceivedSpan } from 'otlp-receiver';

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

export interface ComparableEvent extends Omit<ReceivedEvent, 'attributes'> {
  readonly attributes: TypedAttributes;
}

export interface ComparableLink extends Omit<ReceivedLink, 'attributes'> {
  readonly attributes: TypedAttributes;
}

type PlainField = 'attributes' | 'events' | 'links' | 'scope' | 'resource';

/**
 * A span in the form in which what was created and what arrived are compared: everything OTLP says of it, in JSON.
 * Numbers of enumerations and flags are those of OTLP; an absent text is empty, an absent count 0.
 */
export interface ComparableSpan extends Omit<ReceivedSpan, PlainField> {
  readonly attributes: TypedAttributes;
  readonly events: readonly ComparableEvent[];
  readonly links: readonly ComparableLink[];
  readonly scope: { readonly name: string; readonly version: string; readonly schemaUrl: string };
  readonly resource: { readonly attributes: TypedAttributes; readonly schemaUrl: string };
}
