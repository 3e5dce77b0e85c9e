/** Stands for an object that contains itself. */
const kCircular = '[Circular]';
/** Levels that are copied. A log record keeps fewer. */
const kMaxDepth = 100;
/** Values that are copied: objects that are shared again and again grow without end. A log record keeps fewer, and counts what it cuts. */
const kMaxNodes = 300_000;
/** Properties of an error that are kept although they are not enumerable, in front of its own. */
const kErrorProperties = ['name', 'message', 'stack', 'code', 'cause', 'errors'];

/**
 * Returns an object as an attribute can hold it: errors become maps of their properties, and a cycle ends with a text. Values that no
 * attribute can hold stay as they are, for the provider to refuse; within an error they become texts.
 */
export function attributeOf(value: object): unknown {
  return copyOf(value, { ancestors: [], nodesLeft: kMaxNodes }, false);
}

/** Where the copy of one attribute is. */
interface Place {
  /** The objects around the present one. */
  readonly ancestors: object[];
  nodesLeft: number;
}

function copyOf(value: unknown, place: Place, isInError: boolean): unknown {
  if (place.nodesLeft-- <= 0) return undefined;
  if (isScalar(value)) return value;
  if (typeof value !== 'object') return isInError ? String(value) : value;
  const { ancestors } = place;
  if (ancestors.includes(value)) return kCircular;
  if (ancestors.length >= kMaxDepth) return undefined;
  ancestors.push(value);
  const copy = copyOfObject(value, place, isInError);
  ancestors.pop();
  return copy;
}

function isScalar(
  value: unknown,
): value is string | number | boolean | null | undefined | Uint8Array {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value == null ||
    value instanceof Uint8Array
  );
}

function copyOfObject(value: object, place: Place, isInError: boolean): unknown {
  if (value instanceof Error) return mapOfError(value, place);
  if (Array.isArray(value)) return copyOfArray(value, place, isInError);
  const { constructor } = value;
  if (constructor === Object || constructor === undefined)
    return copyOfMap(value as Record<string, unknown>, place, isInError);
  return isInError ? String(value) : value;
}

/** Not `map()`: it leaves out holes, which take memory in the copy without being counted. */
function copyOfArray(array: readonly unknown[], place: Place, isInError: boolean): unknown[] {
  const copy: unknown[] = [];
  const { length } = array;
  for (let i = 0; i < length && place.nodesLeft > 0; i++)
    copy.push(copyOf(array[i], place, isInError));
  return copy;
}

function copyOfMap(
  map: Record<string, unknown>,
  place: Place,
  isInError: boolean,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(map)) {
    if (key !== '__proto__') copy[key] = copyOf(map[key], place, isInError);
  }
  return copy;
}

function mapOfError(error: Error, place: Place): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  const properties = error as unknown as Record<string, unknown>;
  for (const name of new Set([...kErrorProperties, ...Object.getOwnPropertyNames(error)])) {
    const property = properties[name];
    if (property !== undefined) map[name] = copyOf(property, place, true);
  }
  return map;
}
