import { diag } from '@opentelemetry/api';
import { OtelNativeError, type Signal } from '@otel-native/api-bridge';
import { fromEnvironment, shown, signalVariable } from './setting.ts';

/** A header field of every request. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** Header fields by lower-case name: the last field of a name wins, however it is spelled. */
export type HeaderFields = Map<string, HeaderField>;

/** A token of HTTP: RFC 9110, section 5.6.2. */
const kToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Field values consist of visible characters, spaces, tabs and bytes above ASCII: RFC 9110, section 5.5. */
const kIllegalInValue = /[^\t\x20-\x7e\x80-\xff]/u;
/** Fields that frame the request; only the exporter sets them. */
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
 * Returns the fields for one signal: those of the environment (general, then of the signal), then those of the options.
 * @throws `ERR_OTEL_NATIVE_INVALID_HEADER`
 */
export function resolveHeaders(options: unknown, signal: Signal): HeaderFields {
  const fields: HeaderFields = new Map();
  addFromEnvironment(fields, 'OTEL_EXPORTER_OTLP_HEADERS');
  addFromEnvironment(fields, `OTEL_EXPORTER_OTLP_${signalVariable(signal)}_HEADERS`);
  if (options !== undefined) addFromOptions(fields, options);
  return fields;
}

/**
 * Returns the fields that a function returned.
 * @throws `ERR_OTEL_NATIVE_INVALID_HEADER`
 */
export function readHeaders(headers: unknown): HeaderFields {
  const fields: HeaderFields = new Map();
  addFromOptions(fields, headers);
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
    // The entry may be a secret, so the message shows its position.
    if (pair === undefined)
      diag.warn(
        `${variable}: entry ${index + 1} is ignored, expected name=value with percent-encoding`,
      );
    else addUsable(fields, pair, variable);
  });
}

/** Adds a valid field. Warns of an invalid one and leaves it out; the others may be right. */
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
  const [pair = ''] = entry.split(';', 1); // metadata after the semicolon is ignored, as in baggage
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
 * Hides an invalid name, because it may be a token that was given without its name. Shows the name only for `name:
 * value`, the notation of HTTP.
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
  // The message shows only the invalid character: the value may be a secret.
  const illegal = kIllegalInValue.exec(value)?.[0];
  if (illegal !== undefined)
    throw invalid(
      `has the character ${JSON.stringify(illegal)} in its value, which HTTP does not allow; encode the value`,
    );
  if (key !== 'content-type') fields.set(key, { name, value }); // always application/x-protobuf
}
