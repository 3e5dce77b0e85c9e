import { diag } from '@opentelemetry/api';
import { OtelNativeError } from '@otel-native/api-bridge';
import type { OptionKind, OptionTable } from './kinds.ts';
import { shown } from './shown.ts';
import { suggestionFor } from './suggestion.ts';

/** Names of one object that are warned of. */
const kMaxUnknown = 20;
/** Characters of such a name that are shown. */
const kMaxNameLength = 100;

type Table = Readonly<Record<string, OptionKind>>;
type Values = Record<string, unknown>;

/**
 * A copy of the options that were given; undefined ones are left out. Warns of names that the table does not have.
 * @param place the name of the option that holds these, where one does
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a value of another kind, and for what cannot be read
 */
export function readOptions<Options extends object>(
  given: unknown,
  table: OptionTable<Options>,
  place = '',
): Options {
  return readTable(given, table, place) as Options;
}

/** What to throw for an option that is wrong. */
export function invalidOption(name: string, value: unknown, expected: string): Error {
  return invalid(`${name} is ${shown(value)}: expected ${expected}`);
}

function readTable(given: unknown, table: Table, place: string): Values {
  const prefix = place === '' ? '' : `${place}.`;
  const names = namesOf(given, place);
  const values: Values = {};
  for (const [name, kind] of Object.entries(table)) {
    const value = readOne(given as Values, name, `${prefix}${name}`, kind);
    if (value !== undefined) values[name] = value;
  }
  warnOfUnknown(names, Object.keys(table), prefix);
  return values;
}

function namesOf(given: unknown, place: string): string[] {
  const what = place === '' ? 'The options' : place;
  const names = reading(what, () => (isOptions(given) ? Object.keys(given) : undefined));
  if (names !== undefined) return names;
  throw invalid(`${what} ${place === '' ? 'are' : 'is'} ${shown(given)}: expected an object`);
}

function isOptions(given: unknown): given is object {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function readOne(given: Values, name: string, path: string, kind: OptionKind): unknown {
  const value = reading(path, () => given[name]);
  if (value === undefined) return undefined;
  if (!reading(path, () => kind.accepts(value))) throw invalidOption(path, value, kind.expected);
  const { table, each } = kind;
  if (table !== undefined && typeof value === 'object' && value !== null)
    return readTable(value, table, path);
  if (each?.table !== undefined && Array.isArray(value)) return readAll(value, each.table, path);
  return value;
}

function readAll(given: readonly unknown[], table: Table, path: string): Values[] {
  const items = reading(path, () => Array.from(given));
  return items.map((item, index) => readTable(item, table, `${path}[${index}]`));
}

/** What getters and traps of proxies throw becomes the cause of a coded error. */
function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw invalid(`${what} cannot be read: give a plain object`, cause);
  }
}

function invalid(message: string, cause?: unknown): OtelNativeError {
  return new OtelNativeError('ERR_OTEL_NATIVE_INVALID_OPTION', message, cause);
}

function warnOfUnknown(names: string[], known: string[], prefix: string): void {
  const unknown = names.filter((name) => !known.includes(name));
  for (const name of unknown.slice(0, kMaxUnknown)) {
    const suggestion = suggestionFor(name, known);
    const hint =
      suggestion === undefined ? 'it has no effect' : `did you mean ${prefix}${suggestion}?`;
    diag.warn(`unknown option ${prefix}${name.slice(0, kMaxNameLength)}: ${hint}`);
  }
}
