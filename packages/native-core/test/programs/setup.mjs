import { writeSync } from 'node:fs';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { TracerProvider } from '@otel-native/native-core';
// By its path: no package but sdk depends on an exporter.
import { OtlpLocalExporter } from '../../../exporter-otlp-local/dist/index.js';

const log = (message) => void writeSync(2, `${message}\n`);
diag.setLogger(
  { error: log, warn: log, info: log, debug: log, verbose: log },
  { logLevel: DiagLogLevel.WARN },
);

export function makeExporter() {
  return new OtlpLocalExporter({ endpoint: process.env.ENDPOINT });
}

/** Only an exit or a flush sends anything within a test's time. */
export const batch = { scheduledDelayMillis: 60_000, maxExportBatchSize: 10_000 };

export function makeProvider(options = {}) {
  return new TracerProvider({ exporter: makeExporter(), batch, ...options });
}

export function endSpans(provider, name, count) {
  const tracer = provider.getTracer('program');
  for (let i = 0; i < count; i++) tracer.startSpan(name, { attributes: { i } }).end();
}

/** Resolves when the test closes this program's standard input. */
export function standardInputClosed() {
  return new Promise((resolve) => process.stdin.resume().on('end', resolve));
}
