/**
 * The preload: `node --import @otel-native/sdk/register app.js`, or `--require`. Configured by `OTEL_*`.
 */
import { diag } from '@opentelemetry/api';
import { getBooleanFromEnv, getNumberFromEnv, getStringFromEnv } from '@opentelemetry/core';
import { isMainThread } from 'node:worker_threads';
import { announce } from './announce';
import { startFromConfigFile } from './config-file/start-from-config-file';
import { showDiagnosticsAsEnvironmentSays } from './diagnostics';
import { warnOfUnknownVariables } from './environment/unknown-variables';
import { packageErrorCode } from './errors';
import { autoInstrumentations } from './instrumentation/auto-instrumentations';
import { RunningSdk } from './running-sdk';
import { partsOf } from './sdk-parts';
import { flushOnSignals } from './signals';

const kDefaultExitTimeoutMillis = 2_000;

const configFile = getStringFromEnv('OTEL_CONFIG_FILE');
const running =
  configFile === undefined
    ? startFromEnvironment()
    : startFromConfigFile(configFile, {
        instrumentations: () => autoInstrumentations().instrumentations,
      });
if (running !== undefined) {
  // A configuration file has a log level of its own.
  if (configFile === undefined) warnOfUnknownVariables();
  else warnOfUnknownVariables(true);
  flushAtTheEndOf(running);
}

function startFromEnvironment(): RunningSdk | undefined {
  if (getBooleanFromEnv('OTEL_SDK_DISABLED')) return undefined;
  showDiagnosticsAsEnvironmentSays();
  try {
    return new RunningSdk(partsOf(autoInstrumentations()));
  } catch (error) {
    // What is not installed must not end an application that was deployed without it.
    const code = packageErrorCode(error);
    if (code === undefined) throw error;
    announce(code, `OpenTelemetry is not started: ${(error as Error).message}`);
    return undefined;
  }
}

function flushAtTheEndOf(running: RunningSdk): void {
  if (isMainThread) flushOnSignals(() => flushBeforeSignal(running));
  // The native exporter is flushed when the process exits; those on the JavaScript thread need its event loop.
  if (running.needsEventLoop) process.once('beforeExit', () => void flushBeforeExit(running));
}

/** What is exported on the JavaScript thread needs its event loop, on which the application works on meanwhile. */
async function flushBeforeSignal(running: RunningSdk): Promise<void> {
  const begin = performance.now();
  running.endOpenSpans();
  if (running.needsEventLoop) await flush(running);
  // Last, and without a pause before the end: spans that ended during the wait go too.
  running.flushAtExit(performance.now() - begin);
}

async function flush(running: RunningSdk): Promise<void> {
  try {
    await running.forceFlush({ timeoutMillis: exitTimeoutMillis() });
  } catch (error) {
    diag.error('the last flush failed', error);
  }
}

/** A flush that goes on after its time, because the server cannot be reached, would keep the process alive. */
async function flushBeforeExit(running: RunningSdk): Promise<void> {
  await flush(running);
  const spans = running.stats()?.queued ?? 0;
  // Data points that wait alone do so in the native pipeline, which sends or tells of them when the process exits.
  if (spans === 0) return;
  const points = running.metricStats()?.queued ?? 0;
  const waiting = points === 0 ? `${spans} spans` : `${spans} spans and ${points} data points`;
  diag.warn(`${waiting} were not exported before the process ended`);
  try {
    await running.shutdown({ timeoutMillis: 1 });
  } catch (error) {
    diag.error('the shutdown failed', error);
  }
}

/** Longest wait of a signal or of the end of the event loop for what was recorded. */
function exitTimeoutMillis(): number {
  const millis = getNumberFromEnv('OTEL_NATIVE_EXIT_TIMEOUT') ?? kDefaultExitTimeoutMillis;
  return millis > 0 ? millis : kDefaultExitTimeoutMillis;
}
