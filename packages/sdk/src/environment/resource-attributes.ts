/** As long as a name or a value may be, in UTF-16 units. */
const kMaxLength = 255;

/**
 * The places, from 1, of entries that are not `name=value` with percent-encoding. One of them is enough: the specification
 * has the whole variable discarded.
 * https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable
 */
export function malformedAttributes(text: string): number[] {
  const entries = text.split(',').filter((entry) => entry.trim() !== '');
  return entries.flatMap((entry, index) => (isAttribute(entry) ? [] : [index + 1]));
}

function isAttribute(entry: string): boolean {
  const parts = entry.split('=').map((part) => part.trim());
  const [name = ''] = parts;
  if (parts.length !== 2 || name === '') return false;
  try {
    return parts.every((part) => decodeURIComponent(part).length <= kMaxLength);
  } catch {
    return false;
  }
}

/** What is wrong with the entries at these places, and what becomes of the variable. */
export function describeMalformed(places: readonly number[]): string {
  const which = places.length === 1 ? `entry ${places[0]}` : `entries ${places.join(', ')}`;
  return `${which}: expected name=value with percent-encoding; the whole list is ignored`;
}
