/**
 * The process under test of case `metric`: one variant, one instrument, one round. Takes a {@link MetricTask} as JSON in its first
 * argument and prints {@link MetricWork} as JSON.
 */
import { setImmediate as nextTurnOfLoop } from 'node:timers/promises';
import { metrics, type Meter } from '@opentelemetry/api';
import type { BindableCounter } from '@otel-native/native-core/metrics';

import { HttpAttributes } from '../fixtures/http-attributes.ts';
import { Random } from '../fixtures/random.ts';
import { startCpuMeter, type CpuUse } from '../harness/cpu-meter.ts';
import { loadMetricVariant, type MetricVariant } from '../variants/metrics/index.ts';
import { agentResource } from './agent-service.ts';

/**
 * `counter` and `histogram` use attribute sets in rotation, `counterRandom` the same in random order; `counterBound` has one bound counter
 * for each set, in random order, and adds with the attributes where an SDK cannot bind.
 */
export type MetricWorkload = 'counter' | 'counterRandom' | 'counterBound' | 'histogram';

export interface MetricTask {
  readonly variant: MetricVariant;
  readonly instrument: MetricWorkload;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly seed: number;
  /** Attribute sets in rotation. */
  readonly sets: number;
  readonly warmupCalls: number;
  readonly calls: number;
  readonly exportIntervalMillis: number;
}

export interface MetricWork {
  /** Of the measured calls, until the receiver had answered for all. */
  readonly cpu: CpuUse;
  /** Milliseconds of wall time from the first measured call until then. */
  readonly wallMs: number;
}

/** Calls between two turns of the event loop. */
const callsPerSlice = 1_000;
/** In random order before they repeat: a power of two, long enough that no predictor learns it. */
const distinctCalls = 65_536;
/** Of a histogram: few enough to repeat, and spread over all buckets. */
const distinctValues = 1_024;
const longestSeconds = 12;

console.log(JSON.stringify(await work(JSON.parse(process.argv[2] ?? '') as MetricTask)));

async function work(task: MetricTask): Promise<MetricWork> {
  const startDriver = await loadMetricVariant(task.variant);
  const driver = startDriver({
    endpoint: task.endpoint,
    exportIntervalMillis: task.exportIntervalMillis,
    resourceAttributes: agentResource,
  });
  const record = recorder(task);
  await runCalls(record, 0, task.warmupCalls);
  await driver.flush();

  const readCpu = startCpuMeter();
  const startedMs = performance.now();
  await runCalls(record, task.warmupCalls, task.warmupCalls + task.calls);
  await driver.flush();
  const wallMs = performance.now() - startedMs;
  const cpu = readCpu();
  await driver.shutdown();
  return { cpu, wallMs };
}

function recorder({ instrument, sets, seed }: MetricTask): (call: number) => void {
  const http = new HttpAttributes(sets, seed);
  const meter = metrics.getMeter('http', '1.0.0');
  if (instrument !== 'histogram') return counterRecorder(instrument, http, meter, seed);
  const histogram = meter.createHistogram('http.server.request.duration', {
    unit: 's',
    advice: {
      explicitBucketBoundaries: [
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
      ],
    },
  });
  const seconds = Float64Array.from(
    { length: distinctValues },
    (_, index) => longestSeconds * (index / distinctValues) ** 4,
  );
  return (call) => histogram.record(seconds[call % distinctValues]!, http.attributesOf(call));
}

function counterRecorder(
  instrument: Exclude<MetricWorkload, 'histogram'>,
  http: HttpAttributes,
  meter: Meter,
  seed: number,
): (call: number) => void {
  const counter = meter.createCounter('http.server.requests', { unit: '{request}' });
  if (instrument === 'counter') return (call) => counter.add(1, http.attributesOf(call));
  const random = new Random(seed);
  const order = Uint16Array.from({ length: distinctCalls }, () =>
    random.integer(0, http.count - 1),
  );
  if (instrument === 'counterRandom' || !('bind' in counter))
    return (call) => counter.add(1, http.attributesOf(order[call % distinctCalls]!));
  const bound = Array.from({ length: http.count }, (_, set) =>
    (counter as BindableCounter).bind(http.attributesOf(set)),
  );
  return (call) => bound[order[call % distinctCalls]!]!.add(1);
}

/** In slices, between which timers and sockets get their turn. */
async function runCalls(record: (call: number) => void, from: number, to: number): Promise<void> {
  for (let start = from; start < to; start += callsPerSlice) {
    const end = Math.min(start + callsPerSlice, to);
    for (let call = start; call < end; call++) record(call);
    await nextTurnOfLoop();
  }
}
