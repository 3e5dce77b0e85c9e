/**
 * The preload: `node --import @otel-native/sdk/register app.js`, or `--require`. Configured by `OTEL_*`.
 */
import { diag } from '@opentelemetry/api';
import { getBooleanFromEnv } from '@opentelemetry/core';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { isMainThread } from 'node:worker_threads';
import { autoInstrumentations } from './instrumentation/auto-instrumentations';
import { registerModuleHooks } from './instrumentation/module-hooks';
import { NodeSDK } from './node-sdk';
import { flushOnSignals } from './signals';

/** Longest wait of a signal or of the end of the event loop for what was recorded. */
const kFlushTimeoutMillis = 2_000;

if (!getBooleanFromEnv('OTEL_SDK_DISABLED')) start();

function start(): void {
  const instrumentations: Instrumentation[] = [];
  // Made first, because it sets up the diagnostics that finding the instrumentations writes to.
  const sdk = new NodeSDK({ instrumentations });
  instrumentations.push(...autoInstrumentations());
  if (instrumentations.length > 0) registerModuleHooks();
  sdk.start();
  const flush = () =>
    sdk
      .forceFlush({ timeoutMillis: kFlushTimeoutMillis })
      .catch((error: unknown) => diag.error('the last flush failed', error));
  if (isMainThread) flushOnSignals(flush);
  // The native pipeline flushes when the process exits; exporters on the JavaScript thread need its event loop.
  if (sdk.stats() === undefined) process.once('beforeExit', () => void flush());
}
