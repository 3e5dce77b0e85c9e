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

/** What became of the spans that processes left in a spool. */
export interface SpoolRecovery {
  /** Files that no process held. */
  readonly files: number;
  /** Spans that the exporter accepted. It may have got some of them before. */
  readonly spans: number;
  /** Spans that it refused for good. */
  readonly lost: number;
  /** Files with something that could not be read. */
  readonly damagedFiles: number;
  /** Whether all was answered for in time. What was not stays where it is. */
  readonly complete: boolean;
  /** The newest message of the exporter; empty when there was none. */
  readonly lastError: string;
}

/** Options of {@link recoverSpool}. */
export interface RecoveryOptions {
  spool: SpoolOptions;
  batch?: BatchOptions;
  /** Longest wait in milliseconds. Default: 30,000. */
  timeoutMillis?: number;
}

const kDefaultRecoveryTimeoutMillis = 30_000;

/**
 * The spool of a pipeline that exports traces.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION`, or `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` for a folder that cannot be used
 */
export function attachSpool(
  spool: SpoolOptions,
  batch: Required<BatchOptions>,
  exporter: NativeExporter | OtlpSink,
): PipelineSpool {
  // First: what is too old, or was sent, makes room.
  const recovery = startRecovery(spool, batch, exporter);
  return { recovery, memory: openSpool(spool, batch.ringBytes) };
}

/**
 * Makes the file in which a pipeline's ring and records lie. Undefined, with a warning, when the disk is full or the
 * runtime takes no memory of a file: telemetry works without a spool, too.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION`, or `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` for a folder that cannot be used
 */
function openSpool(options: SpoolOptions, ringCapacity: number): NativeSpool | undefined {
  const limits = resolveSpoolOptions(options);
  checkSpoolSize(limits, ringCapacity);
  makeDirectory(limits.directory);
  // Absolute: the file may have to be made anew when the process has another working directory.
  const directory = resolve(limits.directory);
  const opened = loadAddon().openSpool(directory, kRingHeaderBytes + ringCapacity, limits);
  if (!('error' in opened)) return opened;
  if (opened.error.code === 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY') throw errorOf(opened.error);
  warnOnce(`The spool is off: ${opened.error.message} (${opened.error.code})`);
  return undefined;
}

/** Starts to send what dead processes left, beside a pipeline. Undefined when that is nothing. */
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
 * Sends what processes left in a spool that were killed. Two that do this at once share the files between them.
 * @throws as the `TracerProvider` with these options
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

/** Not `mkdirSync` with `recursive`: where nothing can be made, such as in /proc, that never returns. */
function makeWithParents(directory: string): void {
  if (existsSync(directory) && statSync(directory).isDirectory()) return;
  const parent = dirname(directory);
  if (parent !== directory) makeWithParents(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
    diag.info(`Spool: ${directory} did not exist and was made`);
  } catch (error) {
    // Another process may have been quicker.
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
