import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import type { Attributes, BatchObservableResult } from '@opentelemetry/api';
import { observePoints, type ObservedPoint } from '@otel-native/api-bridge/observation';
import type { NativeLoopDelay } from '../binding/addon';
import type { MetricName } from '../catalog/metric-name';
import type { MakeObservable, Part } from '../part';

/**
 * Shorter windows are not meaningful. A collection that follows sooner, perhaps by another metric reader, gets the
 * previous values.
 */
const kMinWindowMillis = 100;

const kNanosPerSecond = 1e9;
const kMillisPerSecond = 1e3;

/** The order of the figures of a `LoopDelay`, after the count. */
const delays: readonly string[] = ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'].map(
  (figure) => `nodejs.eventloop.delay.${figure}`,
);

/** Reports `nodejs.eventloop.delay.*`: the delays since the last collection. */
export class EventLoopDelay implements Part {
  readonly absent = [];
  readonly #delay: NativeLoopDelay;
  readonly #points: readonly ObservedPoint[];
  readonly #figures = new Float64Array(1 + delays.length);
  /** The figures in seconds; NaN until the first delay was measured. */
  readonly #seconds = new Float64Array(1 + delays.length).fill(NaN);
  #lookedAtMillis = performance.now();

  constructor(
    names: readonly MetricName[],
    make: MakeObservable,
    attributes: Attributes,
    delay: NativeLoopDelay,
  ) {
    this.#points = names
      .filter((name) => delays.includes(name))
      .map((name) => ({ observable: make(name), attributes, place: 1 + delays.indexOf(name) }));
    this.#delay = delay;
  }

  observe(result: BatchObservableResult): void {
    const now = performance.now();
    if (now - this.#lookedAtMillis >= kMinWindowMillis) {
      this.#delay.take(this.#figures);
      const [count] = this.#figures;
      if (count! > 0) {
        for (let i = 1; i < this.#figures.length; i++)
          this.#seconds[i] = this.#figures[i]! / kNanosPerSecond;
      }
      this.#lookedAtMillis = now;
    }
    observePoints(result, this.#points, this.#seconds);
  }

  stop(): void {
    this.#delay.stop();
  }
}

/** Positions of the values. */
const kUtilization = 0;
const kActive = 1;
const kIdle = 2;

/** Reports `nodejs.eventloop.utilization` since the last collection, and `nodejs.eventloop.time`. */
export class EventLoopTime implements Part {
  readonly absent = [];
  readonly #points: ObservedPoint[] = [];
  readonly #values = new Float64Array(3).fill(NaN);
  #before: EventLoopUtilization = performance.eventLoopUtilization();
  #lookedAtMillis = performance.now();

  constructor(names: readonly MetricName[], make: MakeObservable, attributes: Attributes) {
    if (names.includes('nodejs.eventloop.utilization')) {
      const observable = make('nodejs.eventloop.utilization');
      this.#points.push({ observable, attributes, place: kUtilization });
    }
    if (names.includes('nodejs.eventloop.time')) {
      const observable = make('nodejs.eventloop.time');
      const during = (state: string) => ({ ...attributes, 'nodejs.eventloop.state': state });
      this.#points.push(
        { observable, attributes: during('active'), place: kActive },
        { observable, attributes: during('idle'), place: kIdle },
      );
    }
  }

  observe(result: BatchObservableResult): void {
    const current = performance.eventLoopUtilization();
    this.#values[kActive] = current.active / kMillisPerSecond;
    this.#values[kIdle] = current.idle / kMillisPerSecond;
    const now = performance.now();
    if (now - this.#lookedAtMillis >= kMinWindowMillis) {
      const active = current.active - this.#before.active;
      const idle = current.idle - this.#before.idle;
      if (active + idle > 0) this.#values[kUtilization] = active / (active + idle);
      this.#before = current;
      this.#lookedAtMillis = now;
    }
    observePoints(result, this.#points, this.#values);
  }

  stop(): void {}
}
