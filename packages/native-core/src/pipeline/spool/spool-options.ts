import { getStringFromEnv } from '@opentelemetry/core';
import { invalidOption, kinds, readOptions, type OptionKind, type OptionTable } from 'option-check';
import { numbersFromEnvironment } from '../environment-numbers';

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

const folder: OptionKind = {
  expected: 'the path of a folder',
  accepts: (value) => typeof value === 'string' && value !== '' && !value.includes('\0'),
};

export const spoolKinds = {
  directory: folder,
  // It is allocated at once.
  maxBytes: kinds.number({ above: 0 }),
  maxTotalBytes: kinds.number({ above: 0, isInfinite: true }),
  maxAgeMillis: kinds.number({ above: 0, isInfinite: true }),
} as const satisfies OptionTable<SpoolOptions>;

const variables = {
  maxBytes: 'OTEL_NATIVE_SPOOL_MAX_BYTES',
  maxTotalBytes: 'OTEL_NATIVE_SPOOL_MAX_TOTAL_BYTES',
  maxAgeMillis: 'OTEL_NATIVE_SPOOL_MAX_AGE',
} as const satisfies Partial<Record<keyof SpoolOptions, string>>;

/**
 * The spool that `OTEL_NATIVE_SPOOL_DIR` asks for, with the limits of the other variables; undefined without it. A limit
 * that makes no sense is ignored with a warning.
 */
export function spoolOptionsFromEnvironment(): SpoolOptions | undefined {
  const directory = getStringFromEnv('OTEL_NATIVE_SPOOL_DIR');
  return directory === undefined
    ? undefined
    : { directory, ...numbersFromEnvironment(variables, spoolKinds) };
}

/**
 * The options with the environment and the defaults filled in.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for what cannot be meant
 */
export function resolveSpoolOptions(options: SpoolOptions): Required<SpoolOptions> {
  const given = readOptions<SpoolOptions>(options, spoolKinds, 'spool');
  if (given.directory === undefined)
    throw invalidOption('spool.directory', undefined, folder.expected);
  return { ...defaults, ...numbersFromEnvironment(variables, spoolKinds), ...given };
}

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a spool that could not take a full ring */
export function checkSpoolSize({ maxBytes }: Required<SpoolOptions>, ringBytes: number): void {
  if (maxBytes >= 2 * ringBytes) return;
  throw invalidOption(
    'spool.maxBytes',
    maxBytes,
    `at least twice batch.ringBytes, ${2 * ringBytes}`,
  );
}
