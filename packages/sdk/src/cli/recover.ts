import { DiagConsoleLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import * as nativeCore from '@otel-native/native-core';
import { resolveProtocol } from 'otlp-settings';
import { logExportersFromEnvironment } from '../logs/environment/log-exporters';
import { otlpSender } from '../otlp/otlp-sender';
import { destinationsOf } from '../traces/destinations';
import { valuesOf, type Command } from './command.ts';
import { UsageError } from './usage-error.ts';

/**
 * Sends the spool files that killed processes left behind (docs/spool.md) to the exporter that the `OTEL_*` variables
 * name.
 */
export const command: Command = {
  usage: `Usage: npx @otel-native/sdk recover [--dir FOLDER] [--timeout MILLISECONDS]

Sends the spans and log records that processes left in a spool.

  --dir      the spool's folder; default: OTEL_NATIVE_SPOOL_DIR
  --timeout  the longest wait, in milliseconds; default: 30000

Ends with 0 when all of them were answered for, with 1 when some stay, with 2 when it could not begin.`,
  run(args) {
    const values = valuesOf(args, { dir: { type: 'string' }, timeout: { type: 'string' } });
    diag.setLogger(new DiagConsoleLogger(), { logLevel: DiagLogLevel.WARN });
    return recover(spoolOptions(values.dir), timeoutMillis(values.timeout));
  },
};

async function recover(spool: nativeCore.SpoolOptions, timeoutMillis: number): Promise<number> {
  const outcomes = await Promise.all([
    recoverSignal('traces', makeExporter(), spool, timeoutMillis),
    ...recoverLogs(spool, timeoutMillis),
  ]);
  const sum = (key: 'files' | 'spans' | 'logRecords' | 'lost' | 'damagedFiles') =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const sent = `${sum('spans')} spans and ${sum('logRecords')} log records sent`;
  const rest = `${sum('lost')} refused, ${sum('damagedFiles')} files damaged`;
  console.log(`${sum('files')} files: ${sent}, ${rest}`);
  const isComplete = outcomes.every(({ complete }) => complete);
  if (!isComplete) console.error(`Not all could be sent; the rest stays in ${spool.directory}.`);
  const errors = outcomes.map(({ lastError }) => lastError).filter((error) => error !== '');
  for (const error of errors) console.error(error);
  return isComplete ? 0 : 1;
}

/** Leaves the files of logs alone where logs go elsewhere: no process has spooled them then. */
function recoverLogs(
  spool: nativeCore.SpoolOptions,
  timeoutMillis: number,
): Promise<nativeCore.SpoolRecovery>[] {
  if (!logExportersFromEnvironment().includes('otlp')) return [];
  if (resolveProtocol('logs').protocol !== 'http/protobuf') return [];
  return [recoverSignal('logs', otlpSender('logs').make(), spool, timeoutMillis)];
}

async function recoverSignal(
  signal: 'traces' | 'logs',
  exporter: ReturnType<typeof makeExporter>,
  spool: nativeCore.SpoolOptions,
  timeoutMillis: number,
): Promise<nativeCore.SpoolRecovery> {
  const options = { spool, signals: [signal], timeoutMillis };
  const outcome = await nativeCore.recoverSpool(exporter, options);
  await exporter.shutdown();
  return outcome;
}

function makeExporter() {
  const target = destinationsOf({}).native;
  if (target === undefined) {
    throw new UsageError(
      'OTEL_TRACES_EXPORTER and OTEL_EXPORTER_OTLP_PROTOCOL name no exporter that takes a spool: only OTLP over HTTP in protobuf does.',
    );
  }
  const unusable = nativeCore.loadError() ?? target.loadError();
  if (unusable !== undefined) throw unusable;
  return target.make();
}

function spoolOptions(directory: string | undefined): nativeCore.SpoolOptions {
  const environment = nativeCore.spoolOptionsFromEnvironment();
  if (directory !== undefined) return { ...environment, directory };
  if (environment === undefined)
    throw new UsageError('There is neither --dir nor OTEL_NATIVE_SPOOL_DIR.');
  return environment;
}

function timeoutMillis(text = '30000'): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new UsageError(`--timeout is ${text}: expected a number greater than 0`);
}
