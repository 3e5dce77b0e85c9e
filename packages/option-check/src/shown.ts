const kMaxLength = 60;

/** A value in a message. Never throws; what is in objects is left out, as it may be long or a secret. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return cut(JSON.stringify(value.slice(0, kMaxLength + 1)));
    case 'function':
      return 'a function';
    case 'object':
      return nameOfObject(value);
    default:
      return cut(String(value));
  }
}

function cut(text: string): string {
  return text.length > kMaxLength ? `${text.slice(0, kMaxLength)}…` : text;
}

function nameOfObject(value: object | null): string {
  if (value === null) return 'null';
  try {
    return Array.isArray(value) ? 'an array' : 'an object';
  } catch {
    return 'a revoked proxy';
  }
}
