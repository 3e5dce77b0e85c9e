/**
 * The process under test of case `metric` for collections: how long one of many series holds the event loop. Takes a {@link CollectTask}
 * as JSON in its first argument and prints {@link CollectWork} as JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { metrics } from '@opentelemetry/api';

import { HttpAttributes } from '../fixtures/http-attributes.ts';
import { LoopProbe } from '../harness/loop-probe.ts';
import { summarise } from '../harness/statistics.ts';
import { loadMetricVariant, type MetricVariant } from '../variants/metrics/index.ts';
import { agentResource } from './agent-service.ts';

export interface CollectTask {
  readonly variant: MetricVariant;
  readonly endpoint: string;
  readonly seed: number;
  readonly series: number;
  readonly collections: number;
}

export interface CollectWork {
  /** Of each collection the longest time that the loop was held, in milliseconds; of those the median. */
  readonly pauseMs: number;
  /** The same in CPU of the thread; `null` before Node 23.9. */
  readonly pauseCpuMs: number | null;
}

/** Half of the series are of counters, half of histograms, below the limit of 2,000 for each instrument. */
const instrumentsOfEachKind = 2;
/** Collections before those that count, so that V8 has compiled what runs in one. */
const warmupCollections = 30;
/** For garbage of the recording, and for what a collection leaves for later. */
const restMillis = 10;
/** Only those count that are asked for. */
const exportIntervalMillis = 600_000;

console.log(JSON.stringify(await work(JSON.parse(process.argv[2] ?? '') as CollectTask)));

async function work(task: CollectTask): Promise<CollectWork> {
  const startDriver = await loadMetricVariant(task.variant);
  const driver = startDriver({
    endpoint: task.endpoint,
    exportIntervalMillis,
    resourceAttributes: agentResource,
  });
  const record = recorder(task);
  const probe = new LoopProbe(() => {});
  const pausesMs: number[] = [];
  const pausesCpuMs: (number | null)[] = [];
  for (let collection = 0; collection < warmupCollections + task.collections; collection++) {
    // Half of the series have news, as in a service.
    for (let call = collection % 2; call < task.series; call += 2) record(call);
    await sleep(restMillis);
    probe.reset();
    await driver.flush();
    await sleep(restMillis);
    if (collection < warmupCollections) continue;
    const { longestMs, longestCpuMs } = probe.read();
    pausesMs.push(longestMs);
    pausesCpuMs.push(longestCpuMs);
  }
  probe.stop();
  await driver.shutdown();
  return {
    pauseMs: summarise(pausesMs)?.median ?? NaN,
    pauseCpuMs: summarise(pausesCpuMs)?.median ?? null,
  };
}

function recorder({ series, seed }: CollectTask): (call: number) => void {
  const instrumentCount = 2 * instrumentsOfEachKind;
  const http = new HttpAttributes(series / instrumentCount, seed);
  const meter = metrics.getMeter('http', '1.0.0');
  const counters = Array.from({ length: instrumentsOfEachKind }, (_, index) =>
    meter.createCounter(`http.server.requests.${index}`),
  );
  const histograms = Array.from({ length: instrumentsOfEachKind }, (_, index) =>
    meter.createHistogram(`http.server.request.duration.${index}`, { unit: 'ms' }),
  );
  return (call) => {
    const attributes = http.attributesOf(Math.floor(call / instrumentCount));
    const index = call % instrumentCount;
    if (index < instrumentsOfEachKind) counters[index]!.add(1, attributes);
    else histograms[index - instrumentsOfEachKind]!.record(call % 1_000, attributes);
  };
}
