/** Longest name or value, in UTF-16 units. */
const kMaxLength = 255;

/**
 * Positions, counted from 1, of entries that are not percent-encoded `name=value`. The specification discards the whole
 * variable for a single one.
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

/** Describes the problem with the entries at these positions, and how the variable is treated. */
export function describeMalformed(places: readonly number[]): string {
  const which = places.length === 1 ? `entry ${places[0]}` : `entries ${places.join(', ')}`;
  return `${which}: expected name=value with percent-encoding; the whole list is ignored`;
}
