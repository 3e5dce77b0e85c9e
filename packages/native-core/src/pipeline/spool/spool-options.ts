import { getStringFromEnv } from '@opentelemetry/core';
import { invalidOption, kinds, readOptions, type OptionKind, type OptionTable } from 'option-check';
import { numbersFromEnvironment } from '../environment-numbers';

/** Keeps undelivered spans or log records in files, so that they survive the end of the process: docs/spool.md. */
export interface SpoolOptions {
  /**
   * The folder of the files; made if it is missing. Any number of processes may share it. Other users must not be able to
   * replace files in it.
   */
  directory: string;
  /**
   * Bytes of records that one provider keeps, at least twice `batch.ringBytes`, allocated at once. Beyond them, the newest
   * ones are dropped and counted. Default: `OTEL_NATIVE_SPOOL_MAX_BYTES` or 64 MiB.
   */
  maxBytes?: number;
  /**
   * Bytes of all files in the folder. A provider that would exceed them has no spool. Default:
   * `OTEL_NATIVE_SPOOL_MAX_TOTAL_BYTES` or 1 GiB.
   */
  maxTotalBytes?: number;
  /**
   * Age at which the file of a dead process is deleted unsent, in milliseconds since it was last written. Default:
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
  // No infinity: the bytes are allocated at once.
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
 * Returns the spool options that `OTEL_NATIVE_SPOOL_DIR` and the variables of its limits set; undefined without a folder.
 * An invalid limit is ignored with a warning.
 */
export function spoolOptionsFromEnvironment(): SpoolOptions | undefined {
  const directory = getStringFromEnv('OTEL_NATIVE_SPOOL_DIR');
  return directory === undefined
    ? undefined
    : { directory, ...numbersFromEnvironment(variables, spoolKinds) };
}

/**
 * Fills the environment and the defaults into the options.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option
 */
export function resolveSpoolOptions(options: SpoolOptions): Required<SpoolOptions> {
  const given = readOptions<SpoolOptions>(options, spoolKinds, 'spool');
  if (given.directory === undefined)
    throw invalidOption('spool.directory', undefined, folder.expected);
  return { ...defaults, ...numbersFromEnvironment(variables, spoolKinds), ...given };
}

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a spool too small for a full ring */
export function checkSpoolSize({ maxBytes }: Required<SpoolOptions>, ringBytes: number): void {
  if (maxBytes >= 2 * ringBytes) return;
  throw invalidOption(
    'spool.maxBytes',
    maxBytes,
    `at least twice batch.ringBytes, ${2 * ringBytes}`,
  );
}
