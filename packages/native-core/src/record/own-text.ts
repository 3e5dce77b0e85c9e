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

/** The text of what should be one; nothing of what cannot be told. Never throws. */
export function anyText(value: unknown): string | undefined {
  if (typeof value === 'string' || value === undefined) return value;
  try {
    return String(value);
  } catch {
    return undefined;
  }
}

/** The schema URL in the options of a scope; undefined where reading them throws. */
export function schemaUrlOf(
  options: { schemaUrl?: unknown } | null | undefined,
): string | undefined {
  try {
    return anyText(options?.schemaUrl);
  } catch {
    return undefined;
  }
}
