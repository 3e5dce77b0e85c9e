/**
 * The application that is watched: ends spans with our SDK at a steady rate, then flushes, ends as it is told, and leaves
 * behind what it did. It speaks to nobody while it runs.
 */
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { NodeSDK } from '@otel-native/sdk';
import { writeFileSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { contentOf } from '../span-content.ts';
import { kTickMs, settingsFromEnvironment, type Report } from './report.ts';

const { spans, perSecond, textBytes, ending, batch, reportFile } = settingsFromEnvironment();

const say = (message: string) => void writeSync(2, `${message}\n`);
diag.setLogger(
  { error: say, warn: say, info: say, debug: say, verbose: say },
  { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
);

const sdk = new NodeSDK({ batch, autoDetectResources: false });
sdk.start();
const { trace } = await import('@opentelemetry/api');
const tracer = trace.getTracer('fault-harness');

const endedIds: string[] = [];
let maxRssBytes = 0;
const workMs: number[] = [];

function endSpan(index: number): void {
  const { name, attributes } = contentOf(index, textBytes);
  const span = tracer.startSpan(name, { attributes });
  span.end();
  endedIds.push(span.spanContext().spanId);
}

async function work(): Promise<void> {
  const perTick = (perSecond * kTickMs) / 1_000;
  let dueMs = performance.now();
  for (let tick = 1, index = 0; index < spans; tick++) {
    for (; index < Math.min(spans, tick * perTick); index++) endSpan(index);
    workMs.push(performance.now() - dueMs);
    maxRssBytes = Math.max(maxRssBytes, process.memoryUsage.rss());
    dueMs += kTickMs;
    await sleep(Math.max(0, dueMs - performance.now()));
  }
}

/** What so many of the pieces of work took at most, without the first tenth, in which V8 compiles. */
function workQuantileMs(share: number): number {
  const sorted = Float64Array.from(workMs.slice(workMs.length / 10)).sort();
  return sorted[Math.ceil((sorted.length - 1) * share)] ?? 0;
}

// After the SDK's own: what this reports is what there was when everything was over.
process.on('exit', () => {
  const stats = sdk.stats();
  if (stats === undefined) throw new Error('the native pipeline is not in use');
  const report: Report = {
    endedIds,
    stats,
    startRssBytes,
    maxRssBytes,
    p99WorkMs: workQuantileMs(0.99),
    maxWorkMs: workQuantileMs(1),
  };
  writeFileSync(reportFile, JSON.stringify(report));
});

const startRssBytes = process.memoryUsage.rss();
await work();
if (ending === 'exit') process.exit(0);
if (ending === 'flush') await sdk.forceFlush().catch((errors: Error[]) => say(errors.join()));
await sdk.shutdown();
