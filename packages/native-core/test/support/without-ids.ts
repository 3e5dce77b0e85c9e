/**
 * A copy in which every id is in lower case and replaced by its number of appearance, unless it is all zero or given by the
 * case (`aaaa…`).
 */
export function withoutIds(value: unknown, names = new Map<string, string>()): unknown {
  if (typeof value === 'string' && /^([0-9a-f]{16}|[0-9a-f]{32})$/i.test(value)) {
    const id = value.toLowerCase();
    if (/^(a+|0+)$/.test(id)) return id;
    if (!names.has(id)) names.set(id, `id ${names.size + 1}`);
    return names.get(id);
  }
  if (Array.isArray(value)) return value.map((element) => withoutIds(element, names));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [key, withoutIds(element, names)]),
  );
}
