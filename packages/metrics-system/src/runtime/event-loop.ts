import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';
import type { NativeLoopDelay } from '../binding/addon';
import type { MetricName } from '../catalog/metric-name';
import type { MakeObservable, Part } from '../part';

/** Shorter windows say little; whoever asks again so soon, another metric reader perhaps, gets what the last one gave. */
const kMinWindowMillis = 100;

const kNanosPerSecond = 1e9;
const kMillisPerSecond = 1e3;

/** In the order in which the figures of a `LoopDelay` stand, the count before them. */
const delays: readonly string[] = ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'].map(
  (figure) => `nodejs.eventloop.delay.${figure}`,
);

/** `nodejs.eventloop.delay.*`: the delays since the last collection. */
export class EventLoopDelay implements Part {
  readonly absent = [];
  readonly #delay: NativeLoopDelay;
  readonly #targets: readonly (readonly [place: number, Observable])[];
  readonly #attributes: Attributes;
  readonly #taken = new Float64Array(1 + delays.length);
  #figures: Float64Array | undefined;
  #lookedAtMillis = performance.now();

  constructor(
    names: readonly MetricName[],
    make: MakeObservable,
    attributes: Attributes,
    delay: NativeLoopDelay,
  ) {
    this.#targets = names
      .filter((name) => delays.includes(name))
      .map((name) => [1 + delays.indexOf(name), make(name)] as const);
    this.#attributes = attributes;
    this.#delay = delay;
  }

  observe(result: BatchObservableResult): void {
    const now = performance.now();
    if (now - this.#lookedAtMillis >= kMinWindowMillis) {
      this.#delay.take(this.#taken);
      const [count] = this.#taken;
      if (count! > 0) this.#figures = this.#taken.slice();
      this.#lookedAtMillis = now;
    }
    if (this.#figures === undefined) return;
    for (const [place, target] of this.#targets)
      result.observe(target, this.#figures[place]! / kNanosPerSecond, this.#attributes);
  }

  stop(): void {
    this.#delay.stop();
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
      const active = current.active - this.#before.active;
      const idle = current.idle - this.#before.idle;
      if (active + idle > 0) this.#lastUtilization = active / (active + idle);
      this.#before = current;
      this.#lookedAtMillis = now;
    }
    if (this.#utilization !== undefined && this.#lastUtilization !== undefined)
      result.observe(this.#utilization, this.#lastUtilization, this.#attributes);
  }

  stop(): void {}
}
