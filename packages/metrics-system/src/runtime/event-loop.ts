import { monitorEventLoopDelay, performance, type EventLoopUtilization } from 'node:perf_hooks';
import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';
import type { MetricName } from '../catalog/metric-name';
import type { MakeObservable, Part } from '../part';

/** Shorter windows say little; whoever asks again so soon, another metric reader perhaps, gets what the last one gave. */
const kMinWindowMillis = 100;
type IntervalHistogram = ReturnType<typeof monitorEventLoopDelay>;

const kNanosPerSecond = 1e9;
const kMillisPerSecond = 1e3;

const delays: Record<string, (histogram: IntervalHistogram) => number> = {
  'nodejs.eventloop.delay.min': ({ min }) => min,
  'nodejs.eventloop.delay.max': ({ max }) => max,
  'nodejs.eventloop.delay.mean': ({ mean }) => mean,
  'nodejs.eventloop.delay.stddev': ({ stddev }) => stddev,
  'nodejs.eventloop.delay.p50': (histogram) => histogram.percentile(50),
  'nodejs.eventloop.delay.p90': (histogram) => histogram.percentile(90),
  'nodejs.eventloop.delay.p99': (histogram) => histogram.percentile(99),
};

/** `nodejs.eventloop.delay.*`: the delays since the last collection. */
export class EventLoopDelay implements Part {
  readonly absent = [];
  readonly #histogram: IntervalHistogram;
  readonly #targets: readonly (readonly [string, Observable])[];
  readonly #attributes: Attributes;
  #values: readonly number[] = [];
  #lookedAtMillis = performance.now();

  constructor(
    names: readonly MetricName[],
    make: MakeObservable,
    attributes: Attributes,
    resolution: number,
  ) {
    this.#targets = names
      .filter((name) => name in delays)
      .map((name) => [name, make(name)] as const);
    this.#attributes = attributes;
    this.#histogram = monitorEventLoopDelay({ resolution });
    this.#histogram.enable();
  }

  observe(result: BatchObservableResult): void {
    const now = performance.now();
    if (now - this.#lookedAtMillis >= kMinWindowMillis && this.#histogram.count > 0) {
      this.#values = this.#targets.map(
        ([name]) => delays[name]!(this.#histogram) / kNanosPerSecond,
      );
      this.#histogram.reset();
      this.#lookedAtMillis = now;
    }
    for (const [index, value] of this.#values.entries())
      result.observe(this.#targets[index]![1], value, this.#attributes);
  }

  stop(): void {
    this.#histogram.disable();
  }
}

/** `nodejs.eventloop.utilization`, since the last collection, and `nodejs.eventloop.time`. */
export class EventLoopTime implements Part {
  readonly absent = [];
  readonly #utilization: Observable | undefined;
  readonly #time: Observable | undefined;
  readonly #attributes: Attributes;
  readonly #active: Attributes;
  readonly #idle: Attributes;
  #before: EventLoopUtilization = performance.eventLoopUtilization();
  #lookedAtMillis = performance.now();
  #lastUtilization: number | undefined;

  constructor(names: readonly MetricName[], make: MakeObservable, attributes: Attributes) {
    const madeIfWanted = (name: MetricName) => (names.includes(name) ? make(name) : undefined);
    this.#utilization = madeIfWanted('nodejs.eventloop.utilization');
    this.#time = madeIfWanted('nodejs.eventloop.time');
    this.#attributes = attributes;
    this.#active = { ...attributes, 'nodejs.eventloop.state': 'active' };
    this.#idle = { ...attributes, 'nodejs.eventloop.state': 'idle' };
  }

  observe(result: BatchObservableResult): void {
    const current = performance.eventLoopUtilization();
    if (this.#time !== undefined) {
      result.observe(this.#time, current.active / kMillisPerSecond, this.#active);
      result.observe(this.#time, current.idle / kMillisPerSecond, this.#idle);
    }
    const now = performance.now();
    if (now - this.#lookedAtMillis >= kMinWindowMillis) {
      this.#lastUtilization = performance.eventLoopUtilization(current, this.#before).utilization;
      this.#before = current;
      this.#lookedAtMillis = now;
    }
    if (this.#utilization !== undefined && this.#lastUtilization !== undefined)
      result.observe(this.#utilization, this.#lastUtilization, this.#attributes);
  }

  stop(): void {}
}
