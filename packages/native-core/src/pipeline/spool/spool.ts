import { diag } from '@opentelemetry/api';
import type { NativeExporter, OtlpSink } from '@otel-native/api-bridge';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type {
  NativePipelineOptions,
  NativeRecoveryOutcome,
  NativeSpool,
  RecordSignal,
  SpoolMessage,
} from '../../binding/addon';
import { loadAddon } from '../../binding/load';
import { OtelNativeError } from '@otel-native/api-bridge';
import { resolveBatchOptions, type BatchOptions } from '../batch-options';
import type { PipelineSpool, RunningRecovery } from '../record-pipeline';
import { recordSignals, signalNames } from '../signal';
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
  /** Log records that the exporter accepted. It may have received some of them before. */
  readonly logRecords: number;
  /** Spans and log records that the exporter refused for good. */
  readonly lost: number;
  /** Files with damaged parts, which were left out. */
  readonly damagedFiles: number;
  /** False when the timeout came first; what has no answer yet stays in the spool. */
  readonly complete: boolean;
  /** Newest message of the exporter; empty when there was none. */
  readonly lastError: string;
}

/** Options of {@link recoverSpool}. */
export interface RecoveryOptions {
  /** The spool to recover. `directory` must be the one that the processes used. */
  spool: SpoolOptions;
  /** How what was left is batched. Default: as for a provider. */
  batch?: BatchOptions;
  /** The signals that the exporter takes; files of others stay in the spool. Default: both. */
  signals?: readonly ('traces' | 'logs')[];
  /** Longest wait in milliseconds. Default: 30,000. */
  timeoutMillis?: number;
}

const kDefaultRecoveryTimeoutMillis = 30_000;

/**
 * Opens the spool of a pipeline, and starts to recover what dead processes left there of the same signal.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION`, or `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` for a folder that cannot be used
 */
export function attachSpool(
  signal: RecordSignal,
  spool: SpoolOptions,
  batch: Required<BatchOptions>,
  exporter: NativeExporter | OtlpSink,
): PipelineSpool {
  checkSpoolSize(resolveSpoolOptions(spool), batch.ringBytes);
  // Recovery first: it deletes files that are too old or were sent, which makes room.
  const recovery = startRecovery(signal, spool, batch, exporter);
  return { recovery, memory: openSpool(signal, spool, batch.ringBytes) };
}

/**
 * Makes the file that holds a pipeline's ring and records. Returns undefined, with a warning, when the disk is full or the
 * runtime cannot use a file's memory: telemetry then works without a spool.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION`, or `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` for a folder that cannot be used
 */
function openSpool(
  signal: RecordSignal,
  options: SpoolOptions,
  ringCapacity: number,
): NativeSpool | undefined {
  const limits = resolveSpoolOptions(options);
  checkSpoolSize(limits, ringCapacity);
  makeDirectory(limits.directory);
  // Absolute: the process may have another working directory when the file must be made again.
  const directory = resolve(limits.directory);
  const opened = loadAddon().openSpool(signal, directory, kRingHeaderBytes + ringCapacity, limits);
  if (!('error' in opened)) return opened;
  if (opened.error.code === 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY') throw errorOf(opened.error);
  warnOnce(`The spool is off: ${opened.error.message} (${opened.error.code})`);
  return undefined;
}

/** Starts to send the items of dead processes, beside a running pipeline. Returns undefined when there are none. */
function startRecovery(
  signal: RecordSignal,
  spool: SpoolOptions,
  batch: NativePipelineOptions,
  exporter: NativeExporter | OtlpSink,
): RunningRecovery | undefined {
  const { files, messages, done, stop } = takeOver(signal, spool, batch, exporter, false);
  warnOfMessages(messages);
  if (files === 0) return undefined;
  void done.then(({ exported, damagedFiles }) => {
    if (damagedFiles > 0) warnOfDamage(damagedFiles);
    diag.info(`${exported} ${signalNames[signal].items} of ${files} spool files were sent`);
  });
  return {
    async finish(timeoutMillis) {
      await withTimeout(done, timeoutMillis);
      stop();
    },
  };
}

/**
 * Sends the spans and log records that killed processes left in a spool. Two calls at the same time, also in two processes,
 * share the files.
 * @throws the same errors as a provider with these options
 */
export async function recoverSpool(
  exporter: NativeExporter | OtlpSink,
  options: RecoveryOptions,
): Promise<SpoolRecovery> {
  const {
    spool,
    batch = {},
    signals = recordSignals,
    timeoutMillis = kDefaultRecoveryTimeoutMillis,
  } = options;
  const recoveries = signals.map((signal) => ({
    signal,
    ...takeOver(signal, spool, resolveBatchOptions(batch, signal), exporter, true),
  }));
  warnOfMessages(recoveries.flatMap(({ messages }) => messages));
  const done = Promise.all(
    recoveries.map(async ({ signal, done: outcome }) => ({ signal, ...(await outcome) })),
  );
  const complete = (await withTimeout(done, timeoutMillis)) !== kTimedOut;
  if (!complete) for (const { stop } of recoveries) stop();
  const files = recoveries.reduce((sum, recovery) => sum + recovery.files, 0);
  return { files, complete, ...added(await done) };
}

/** Adds up what came of each signal. */
function added(
  outcomes: readonly (NativeRecoveryOutcome & { signal: RecordSignal })[],
): Omit<SpoolRecovery, 'files' | 'complete'> {
  const total = { spans: 0, logRecords: 0, lost: 0, damagedFiles: 0, lastError: '' };
  for (const { signal, exported, lost, damagedFiles, lastError } of outcomes) {
    total[signal === 'traces' ? 'spans' : 'logRecords'] += exported;
    total.lost += lost;
    total.damagedFiles += damagedFiles;
    total.lastError ||= lastError;
  }
  if (total.damagedFiles > 0) warnOfDamage(total.damagedFiles);
  return total;
}

function takeOver(
  signal: RecordSignal,
  spool: SpoolOptions,
  batch: NativePipelineOptions,
  exporter: NativeExporter | OtlpSink,
  keepsEventLoopAlive: boolean,
) {
  const limits = resolveSpoolOptions(spool);
  makeDirectory(limits.directory);
  const { directory } = limits;
  const started = loadAddon().recoverSpool(
    signal,
    directory,
    limits,
    batch,
    addonExporter(exporter, signal),
    keepsEventLoopAlive,
  );
  if ('error' in started) throw errorOf(started.error);
  return started;
}

/** Warns once of a file that no signal could read. */
function warnOfMessages(messages: readonly SpoolMessage[]): void {
  const texts = new Set(messages.map(({ code, message }) => `Spool: ${message} (${code})`));
  for (const text of texts) diag.warn(text);
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
