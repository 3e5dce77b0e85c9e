import { diag } from '@opentelemetry/api';
import { getNumberFromEnv, getStringFromEnv } from '@opentelemetry/core';
import { OtelNativeError } from '@otel-native/api-bridge';

/** Where spans wait that were not delivered yet, so that they outlive the process: docs/spool.md. */
export interface SpoolOptions {
  /**
   * A folder, which is made if it is missing. Any number of processes may share it. It must not be one in which other
   * users can replace files.
   */
  directory: string;
  /**
   * Bytes of records that one provider keeps there, at least twice `batch.ringBytes`. They are allocated at once. Past
   * them the newest spans are dropped and counted. Default: `OTEL_NATIVE_SPOOL_MAX_BYTES` or 64 MiB.
   */
  maxBytes?: number;
  /** Bytes of all files in the folder. Past them there is no spool. Default: `OTEL_NATIVE_SPOOL_MAX_TOTAL_BYTES` or 1 GiB. */
  maxTotalBytes?: number;
  /**
   * How long what a process left is worth sending, in milliseconds since it last wrote. Default:
   * `OTEL_NATIVE_SPOOL_MAX_AGE` or 86,400,000, a day.
   */
  maxAgeMillis?: number;
}

const kMiB = 1_048_576;

const defaults = {
  maxBytes: 64 * kMiB,
  maxTotalBytes: 1024 * kMiB,
  maxAgeMillis: 24 * 60 * 60 * 1000,
};

const variables = {
  maxBytes: 'OTEL_NATIVE_SPOOL_MAX_BYTES',
  maxTotalBytes: 'OTEL_NATIVE_SPOOL_MAX_TOTAL_BYTES',
  maxAgeMillis: 'OTEL_NATIVE_SPOOL_MAX_AGE',
} as const satisfies Partial<Record<keyof SpoolOptions, string>>;

/**
 * The spool that `OTEL_NATIVE_SPOOL_DIR` asks for, with the limits of the other variables; undefined without it. A limit
 * that is not above zero is ignored with a warning.
 */
export function spoolOptionsFromEnvironment(): SpoolOptions | undefined {
  const directory = getStringFromEnv('OTEL_NATIVE_SPOOL_DIR');
  return directory === undefined ? undefined : { directory, ...limitsFromEnvironment() };
}

function limitsFromEnvironment(): Partial<SpoolOptions> {
  const limits: Partial<SpoolOptions> = {};
  for (const [name, variable] of Object.entries(variables) as [keyof typeof variables, string][]) {
    const value = getNumberFromEnv(variable);
    if (value === undefined) continue;
    if (value > 0) limits[name] = value;
    else
      diag.warn(
        `${variable} (${value}) is invalid, expected a number greater than 0, using the default.`,
      );
  }
  return limits;
}

/**
 * The options with the environment and the defaults filled in.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for what cannot be meant
 */
export function resolveSpoolOptions(options: SpoolOptions): Required<SpoolOptions> {
  if (typeof options.directory !== 'string' || options.directory === '') {
    throw invalid('directory', options.directory, 'the path of a folder');
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (name === 'directory' || (typeof value === 'number' && value > 0)) continue;
    throw invalid(name, value, 'a number greater than 0');
  }
  return {
    ...defaults,
    ...limitsFromEnvironment(),
    ...(Object.fromEntries(given) as unknown as SpoolOptions),
  };
}

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a spool that could not take a full ring */
export function checkSpoolSize({ maxBytes }: Required<SpoolOptions>, ringBytes: number): void {
  if (maxBytes >= 2 * ringBytes) return;
  throw invalid('maxBytes', maxBytes, `at least twice batch.ringBytes, ${2 * ringBytes}`);
}

function invalid(name: string, value: unknown, expected: string): Error {
  return new OtelNativeError(
    'ERR_OTEL_NATIVE_INVALID_OPTION',
    `spool.${name} is ${String(value)}: expected ${expected}`,
  );
}
