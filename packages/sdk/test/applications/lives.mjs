// Lets what KIND names be made and end COUNT times, and prints what the process holds after the first ones and at the end.
import {
  context,
  createContextKey,
  logs,
  metrics,
  propagation,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { TracerProvider } from '@otel-native/native-core';
import { MeterProvider } from '@otel-native/native-core/metrics';
import { NodeSDK } from '@otel-native/sdk';
import { EventEmitter, once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, Worker } from 'node:worker_threads';

const [kind, count] = process.argv.slice(2);
const kWarmUpShare = 0.25;
const kSteadyLooks = 3;
const kPauseMillis = 50;
const attributes = { text: 'x'.repeat(100), number: 1 };

function recordIn(tracerProvider, meterProvider, names = ['life']) {
  for (const name of names) {
    const span = tracerProvider
      .getTracer(name, '1.0', { schemaUrl: `urn:${name}` })
      .startSpan(name);
    span.setAttributes(attributes).addEvent('event', attributes).end();
    const meter = meterProvider.getMeter(name, '1.0');
    meter.createCounter(name).add(1, attributes);
    meter.createHistogram(`${name}.histogram`).record(1, { name });
    meter.createObservableGauge(`${name}.gauge`).addCallback((result) => result.observe(1));
  }
}

function providers() {
  const exporter = () => new OtlpLocalExporter();
  return [
    new TracerProvider({ exporter: exporter() }),
    new MeterProvider({ exporter: exporter() }),
  ];
}

async function liveOfProviders(names) {
  const [tracerProvider, meterProvider] = providers();
  recordIn(tracerProvider, meterProvider, names);
  await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
}

const kScopesOfOneLife = 50;
let scopes = 0;

/** What lives as long as its process, and what ends with each life. */
let shared;
const kinds = {
  providers: () => liveOfProviders(['life']),
  scopes: () =>
    liveOfProviders(Array.from({ length: kScopesOfOneLife }, () => `scope-${scopes++}`)),
  sdks: async () => {
    const sdk = new NodeSDK();
    sdk.start();
    recordIn(trace, metrics);
    await sdk.shutdown();
    for (const api of [trace, metrics, logs, context, propagation]) api.disable();
  },
  exporters: () => new OtlpLocalExporter().shutdown(),
  workers: async () => {
    const worker = new Worker(new URL(import.meta.url), { argv: ['providers', 1] });
    worker.once('error', (error) => console.error(error));
    await once(worker, 'exit');
  },
  'terminated workers': async () => {
    const worker = new Worker(new URL(import.meta.url), { argv: ['stays', 1] });
    await once(worker, 'online');
    await worker.terminate();
  },
  stays: () => {
    recordIn(...providers());
    return new Promise(() => {});
  },
  // The same names again and again, and spans that nobody ends.
  tracers: async () => {
    if (shared === undefined) {
      shared = providers();
      recordIn(...shared);
      await shared[0].forceFlush(); // the first request starts a thread, which stays
    }
    recordIn(...shared);
    for (let i = 0; i < 100; i++) shared[0].getTracer('life').startSpan('open', { attributes });
  },
  callbacks: async () => {
    shared ??= providers();
    const meter = shared[1].getMeter('life');
    const gauge = meter.createObservableGauge('observed');
    const single = (result) => result.observe(1);
    const batch = (result) => result.observe(gauge, 1, { batch: true });
    gauge.addCallback(single);
    meter.addBatchObservableCallback(batch, [gauge]);
    await shared[1].forceFlush();
    gauge.removeCallback(single);
    meter.removeBatchObservableCallback(batch, [gauge]);
  },
  contexts: async () => {
    const manager = new NativeContextManager().enable();
    const key = createContextKey('life');
    let inner = ROOT_CONTEXT;
    for (let i = 0; i < 20; i++) inner = inner.setValue(key, attributes);
    const emitter = manager.bind(inner, new EventEmitter());
    emitter.on('event', () => manager.active().getValue(key)).emit('event');
    const token = manager.attach(inner);
    manager.bind(inner, () => manager.nativeReader())();
    await manager.with(inner, async () => sleep(0));
    token.dispose();
    manager.disable();
  },
};

const entriesOf = (folder) => readdirSync(`/proc/self/${folder}`).length;

function held() {
  globalThis.gc();
  return {
    descriptors: entriesOf('fd'),
    threads: entriesOf('task'),
    mappings: readFileSync('/proc/self/maps', 'utf8').split('\n').length,
    rssMiB: Math.round(process.memoryUsage.rss() / 2 ** 20),
  };
}

/**
 * What is left when nothing falls any more: native threads may still be at the end of the last life, and memory that native
 * objects hold is free after the second collection.
 */
async function settled() {
  let last = held();
  for (let steady = 0; steady < kSteadyLooks;) {
    await sleep(kPauseMillis);
    const now = held();
    steady = Object.keys(now).some((what) => now[what] < last[what]) ? 0 : steady + 1;
    last = now;
  }
  return last;
}

async function live(times) {
  for (let i = 0; i < times; i++) await kinds[kind]();
}

if (isMainThread) {
  const warmUp = Math.ceil(count * kWarmUpShare);
  await live(warmUp);
  const before = await settled();
  await live(count - warmUp);
  console.log(JSON.stringify({ before, after: await settled() }));
  process.reallyExit(0);
} else {
  await live(count);
}
