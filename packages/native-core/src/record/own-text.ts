/** V8 copies shorter substrings; a longer one is a view that keeps the whole string alive. */
const kMinViewLength = 13;

/**
 * Returns the same text in its own memory, for texts that outlive a span: a substring of a request body must not keep the
 * body alive. Uses property names, because V8 always copies those, and keeps one copy of equal names.
 */
export function ownText<T extends string | undefined>(text: T): T {
  return text === undefined || text.length < kMinViewLength ? text : (internalized(text) as T);
}

/** As `ownText`, for texts that are compared with property names: comparison is fastest between identical strings. */
export function internalized(text: string): string {
  for (const name in { [text]: 0 }) return name;
  return text;
}

/** Limit of bits of a bigint that is converted to text: the conversion of a very long one blocks the event loop. */
const kMaxBigIntBits = 1_024;

/**
 * Converts a value that should be a string. Returns undefined for objects and functions: their conversion may throw, or take
 * any time, as for an array with four billion holes.
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

/** More elements than a list has that is meant as a text. */
const kMaxListElements = 100;

/** Returns the text that a value gives itself; of a list whose text may have any length, only its type. May throw. */
export function convertedText(value: NonNullable<unknown>): string {
  return isLongList(value) ? shownText(value) : value.toString();
}

function isLongList(value: unknown): boolean {
  if (ArrayBuffer.isView(value)) return true;
  if (!Array.isArray(value)) return false;
  return value.length > kMaxListElements || value.some((element) => Object(element) === element);
}

/** As `anyText`, but returns a text for every value. Never throws. */
export function shownText(value: unknown): string {
  return anyText(value) ?? `(${typeof value})`;
}
