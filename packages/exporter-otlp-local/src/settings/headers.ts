import { diag } from '@opentelemetry/api';
import { OtelNativeError } from '@otel-native/api-bridge';
import { fromEnvironment, shown } from './setting';

/** Header fields by their name in lower case: the last of a name wins, however it is written. */
export type HeaderFields = Map<string, { readonly name: string; readonly value: string }>;

/** RFC 9110, section 5.6.2. */
const kToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110, section 5.5: what stands in a field is visible, a space, a tab or a byte above ASCII. */
const kIllegalInValue = /[^\t\x20-\x7e\x80-\xff]/u;
/** What frames the request belongs to the exporter. */
const kReserved = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The fields for one signal: those of the environment (general, then the signal's), then the options'.
 * @param signalVariable the signal in the names of variables, e.g. `TRACES`
 * @throws `ERR_OTEL_NATIVE_INVALID_HEADER`
 */
export function resolveHeaders(options: unknown, signalVariable: string): HeaderFields {
  const fields: HeaderFields = new Map();
  addFromEnvironment(fields, 'OTEL_EXPORTER_OTLP_HEADERS');
  addFromEnvironment(fields, `OTEL_EXPORTER_OTLP_${signalVariable}_HEADERS`);
  if (options !== undefined) addFromOptions(fields, options);
  return fields;
}

function addFromOptions(fields: HeaderFields, headers: unknown): void {
  if (typeof headers !== 'object' || headers === null) {
    throw new OtelNativeError(
      'ERR_OTEL_NATIVE_INVALID_HEADER',
      `headers is of type ${typeof headers}: give an object of names and values`,
    );
  }
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) add(fields, name, value, 'headers');
  }
}

/** `name=value,name=value`, both percent-encoded: https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables */
function addFromEnvironment(fields: HeaderFields, variable: string): void {
  const setting = fromEnvironment(variable);
  if (setting === undefined) return;
  setting.value.split(',').forEach((entry, index) => {
    if (entry.trim() === '') return;
    const pair = parsePair(entry);
    // The entry may be a secret, so its place stands for it.
    if (pair === undefined)
      diag.warn(
        `${variable}: entry ${index + 1} is ignored, expected name=value with percent-encoding`,
      );
    else addUsable(fields, pair, variable);
  });
}

/** A field that HTTP does not allow is left out with a warning; the others may be right. */
function addUsable(
  fields: HeaderFields,
  { name, value }: { name: string; value: string },
  variable: string,
): void {
  try {
    add(fields, name, value, variable);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    diag.warn(`${message} (${code}). The header is left out`);
  }
}

function parsePair(entry: string): { name: string; value: string } | undefined {
  const [pair = ''] = entry.split(';', 1); // what follows is metadata, as in baggage
  const separator = pair.indexOf('=');
  try {
    const name = decodeURIComponent(pair.slice(0, Math.max(0, separator)).trim());
    const value = decodeURIComponent(pair.slice(separator + 1).trim());
    return separator === -1 || name === '' || value === '' ? undefined : { name, value };
  } catch {
    return undefined;
  }
}

/**
 * A name that HTTP does not allow may be a secret: a token that was given without its name. Only of `name: value`, as HTTP
 * itself writes it, the name is shown.
 */
function shownName(name: string): string {
  if (name === '' || kToken.test(name)) return shown(name);
  const written = /^([\w-]+): /.exec(name)?.[1];
  return written === undefined ? '(not shown)' : shown(`${written}…`);
}

function add(fields: HeaderFields, name: string, value: unknown, source: string): void {
  const key = name.toLowerCase();
  const invalid = (problem: string) =>
    new OtelNativeError(
      'ERR_OTEL_NATIVE_INVALID_HEADER',
      `${source}: header ${shownName(name)} ${problem}`,
    );
  if (!kToken.test(name))
    throw invalid(
      'has a name with characters that HTTP does not allow there; use letters, digits and -',
    );
  if (kReserved.has(key)) throw invalid('is set by the exporter itself; leave it out');
  if (typeof value !== 'string')
    throw invalid(`has a value of type ${typeof value}; give a string`);
  // Only the character is shown: the value may be a secret.
  const illegal = kIllegalInValue.exec(value)?.[0];
  if (illegal !== undefined)
    throw invalid(
      `has the character ${JSON.stringify(illegal)} in its value, which HTTP does not allow; encode the value`,
    );
  if (key !== 'content-type') fields.set(key, { name, value }); // always application/x-protobuf
}
