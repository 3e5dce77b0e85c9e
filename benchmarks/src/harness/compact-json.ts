/** A number, a text, … and lists and objects of these. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** JSON for people and for `git diff`: a list or an object that holds no other takes one line. */
export function compactJson(value: unknown): string {
  return print(JSON.parse(JSON.stringify(value)) as Json, '');
}

function print(value: Json, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const isList = Array.isArray(value);
  const inner = `${indent}  `;
  const parts = isList
    ? value.map((part: Json) => print(part, inner))
    : Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${print(part, inner)}`);
  const [open, close] = isList ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  const isFlat = Object.values(value).every((part) => part === null || typeof part !== 'object');
  if (isFlat) return isList ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}
