/** Parsing blocks the event loop: a longer text stays a text. */
const kMaxLength = 65_536;

/** Returns what a JSON text of an object or an array stands for; any other value, and broken JSON, as it is. */
export function parsedJson(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > kMaxLength || !/^\s*[[{]/.test(value))
    return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
