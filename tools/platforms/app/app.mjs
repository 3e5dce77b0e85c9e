/**
 * What runs on every platform: spans whose parents come from the context, across awaits, and two metrics. Prints a report as
 * JSON for the program that started it, which is also where the telemetry goes.
 */
import { metrics, trace } from '@opentelemetry/api';
import { setImmediate, setTimeout } from 'node:timers/promises';

const kSpansPerTask = 20;
const tasks = Number(process.env.PLATFORM_SPANS) / kSpansPerTask;

const tracer = trace.getTracer('platforms');
const meter = metrics.getMeter('platforms');
const done = meter.createCounter('platforms.tasks');
const sizes = meter.createHistogram('platforms.sizes');
let contextMistakes = 0;

async function step(parent, index) {
  await (index % 5 === 0 ? setTimeout(1) : setImmediate());
  if (trace.getActiveSpan() !== parent) contextMistakes++;
  tracer.startSpan('step', { attributes: { index, text: `step ${index} of a task` } }).end();
}

async function task(index) {
  await tracer.startActiveSpan('task', async (span) => {
    const steps = Array.from({ length: kSpansPerTask - 1 }, (_, i) => step(span, i));
    await Promise.all(steps);
    span.end();
  });
  done.add(1);
  sizes.record(index);
}

/** Few at a time: an emulated machine sends slower than it makes spans. */
for (let i = 0; i < tasks; i += 10) {
  await Promise.all(Array.from({ length: Math.min(10, tasks - i) }, (_, k) => task(i + k)));
}

async function packageReport(name) {
  const { addonPath, loadError } = await import(`@otel-native/${name}`);
  const reason = loadError();
  return { path: addonPath(), ...(reason && { error: reason.message }) };
}

const { NativeContextManager } = await import('@otel-native/context-native');
console.log(
  JSON.stringify({
    version: process.versions.bun ?? process.versions.deno ?? process.versions.node,
    contextMistakes,
    contextMode: new NativeContextManager().enable().mode,
    addons: {
      core: await packageReport('native-core'),
      exporter: await packageReport('exporter-otlp-local'),
      metrics: await packageReport('metrics-system'),
      context: await packageReport('context-native'),
    },
  }),
);
