/** V8 copies shorter parts of a string; a longer one is a view that keeps the whole string alive. */
const kMinViewLength = 13;

/**
 * The same text in memory of its own, for whatever is kept longer than a span: a part of a request's body must not keep
 * the body. The name of a property is always such a copy, and the one that all equal names share.
 */
export function ownText<T extends string | undefined>(text: T): T {
  return text === undefined || text.length < kMinViewLength ? text : (internalized(text) as T);
}

/** As `ownText`, for what will be compared with the names of properties, which is quickest between the very same ones. */
export function internalized(text: string): string {
  for (const name in { [text]: 0 }) return name;
  return text;
}

/** Bits of a number whose digits are written out: that takes longer than the square of their number. */
const kMaxBigIntBits = 1_024;

/**
 * The text of what should be one, and nothing of objects and functions: theirs may take any time, as that of an array with
 * four thousand million holes, or throw.
 */
export function anyText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'undefined':
    case 'function':
      return undefined;
    case 'object':
      return value === null ? 'null' : undefined;
    case 'bigint':
      return BigInt.asIntN(kMaxBigIntBits, value) === value ? String(value) : undefined;
    default:
      return String(value);
  }
}

/** The same, with a text for all that has none. Never throws. */
export function shownText(value: unknown): string {
  return anyText(value) ?? `(${typeof value})`;
}
