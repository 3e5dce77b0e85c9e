import { diag } from '@opentelemetry/api';
import type { NativeExporter, OtlpSink } from '@otel-native/api-bridge';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { NativePipelineOptions, NativeSpool, SpoolMessage } from '../../binding/addon';
import { loadAddon } from '../../binding/load';
import { OtelNativeError } from '@otel-native/api-bridge';
import { resolveBatchOptions, type BatchOptions } from '../batch-options';
import type { PipelineSpool, RunningRecovery } from '../record-pipeline';
import { addonExporter } from '../sink-adapter';
import { kTimedOut, withTimeout } from '../timeout';
import { kRingHeaderBytes } from '../../record/format.gen';
import { warnOnce } from '../../values/warn-once';
import { checkSpoolSize, resolveSpoolOptions, type SpoolOptions } from './spool-options';

/** The result of {@link recoverSpool}. */
export interface SpoolRecovery {
  /** Files that no running process held. */
  readonly files: number;
  /** Spans that the exporter accepted. It may have received some of them before. */
  readonly spans: number;
  /** Spans that the exporter refused for good. */
  readonly lost: number;
  /** Files with damaged parts, which were left out. */
  readonly damagedFiles: number;
  /** False when the timeout came first; spans without an answer stay in the spool. */
  readonly complete: boolean;
  /** Newest message of the exporter; empty when there was none. */
  readonly lastError: string;
}

/** Options of {@link recoverSpool}. */
export interface RecoveryOptions {
  /** The spool to recover. `directory` must be the one that the processes used. */
  spool: SpoolOptions;
  /** How the spans are batched. Default: as for a `TracerProvider`. */
  batch?: BatchOptions;
  /** Longest wait in milliseconds. Default: 30,000. */
  timeoutMillis?: number;
}

const kDefaultRecoveryTimeoutMillis = 30_000;

/**
 * Opens the spool of a pipeline that exports traces, and starts to recover what dead processes left there.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION`, or `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` for a folder that cannot be used
 */
export function attachSpool(
  spool: SpoolOptions,
  batch: Required<BatchOptions>,
  exporter: NativeExporter | OtlpSink,
): PipelineSpool {
  checkSpoolSize(resolveSpoolOptions(spool), batch.ringBytes);
  // Recovery first: it deletes files that are too old or were sent, which makes room.
  const recovery = startRecovery(spool, batch, exporter);
  return { recovery, memory: openSpool(spool, batch.ringBytes) };
}

/**
 * Makes the file that holds a pipeline's ring and records. Returns undefined, with a warning, when the disk is full or the
 * runtime cannot use a file's memory: telemetry then works without a spool.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION`, or `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` for a folder that cannot be used
 */
function openSpool(options: SpoolOptions, ringCapacity: number): NativeSpool | undefined {
  const limits = resolveSpoolOptions(options);
  checkSpoolSize(limits, ringCapacity);
  makeDirectory(limits.directory);
  // Absolute: the process may have another working directory when the file must be made again.
  const directory = resolve(limits.directory);
  const opened = loadAddon().openSpool(directory, kRingHeaderBytes + ringCapacity, limits);
  if (!('error' in opened)) return opened;
  if (opened.error.code === 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY') throw errorOf(opened.error);
  warnOnce(`The spool is off: ${opened.error.message} (${opened.error.code})`);
  return undefined;
}

/** Starts to send spans of dead processes, beside a running pipeline. Returns undefined when there are none. */
function startRecovery(
  spool: SpoolOptions,
  batch: NativePipelineOptions,
  exporter: NativeExporter | OtlpSink,
): RunningRecovery | undefined {
  const { files, done, stop } = takeOver(spool, batch, exporter, false);
  if (files === 0) return undefined;
  void done.then(({ spans, damagedFiles }) => {
    if (damagedFiles > 0) warnOfDamage(damagedFiles);
    diag.info(`${spans} spans of ${files} spool files were sent`);
  });
  return {
    async finish(timeoutMillis) {
      await withTimeout(done, timeoutMillis);
      stop();
    },
  };
}

/**
 * Sends the spans that killed processes left in a spool. Two calls at the same time, also in two processes, share the files.
 * @throws the same errors as a `TracerProvider` with these options
 */
export async function recoverSpool(
  exporter: NativeExporter | OtlpSink,
  { spool, batch = {}, timeoutMillis = kDefaultRecoveryTimeoutMillis }: RecoveryOptions,
): Promise<SpoolRecovery> {
  const { files, done, stop } = takeOver(
    spool,
    resolveBatchOptions(batch, 'traces'),
    exporter,
    true,
  );
  const complete = (await withTimeout(done, timeoutMillis)) !== kTimedOut;
  if (!complete) stop();
  const outcome = await done;
  if (outcome.damagedFiles > 0) warnOfDamage(outcome.damagedFiles);
  return { files, complete, ...outcome };
}

function takeOver(
  spool: SpoolOptions,
  batch: NativePipelineOptions,
  exporter: NativeExporter | OtlpSink,
  keepsEventLoopAlive: boolean,
) {
  const limits = resolveSpoolOptions(spool);
  makeDirectory(limits.directory);
  const { directory } = limits;
  const started = loadAddon().recoverSpool(
    directory,
    limits,
    batch,
    addonExporter(exporter, 'traces'),
    keepsEventLoopAlive,
  );
  if ('error' in started) throw errorOf(started.error);
  for (const { code, message } of started.messages) diag.warn(`Spool: ${message} (${code})`);
  return started;
}

function makeDirectory(directory: string): void {
  try {
    makeWithParents(resolve(directory));
  } catch (error) {
    const message = `${directory} cannot be made: ${(error as Error).message}`;
    throw new OtelNativeError('ERR_OTEL_NATIVE_SPOOL_DIRECTORY', message, error);
  }
}

/** Makes a folder and its parents. `mkdirSync` with `recursive` never returns where no folder can be made, such as in /proc. */
function makeWithParents(directory: string): void {
  if (existsSync(directory) && statSync(directory).isDirectory()) return;
  const parent = dirname(directory);
  if (parent !== directory) makeWithParents(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
    diag.info(`Spool: ${directory} did not exist and was made`);
  } catch (error) {
    // Another process may have made it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(directory).isDirectory())
      throw error;
  }
}

function warnOfDamage(files: number): void {
  diag.warn(`Spool: ${files} files had something that could not be read; it was not sent`);
}

function errorOf({ code, message }: SpoolMessage): Error {
  return new OtelNativeError(code as 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY', message);
}
