import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { NativeLoopDelay } from '../binding/addon';

/** Measures through Node itself if there is no addon. Node takes a quarter of a millisecond to return the figures. */
export class NodeLoopDelay implements NativeLoopDelay {
  readonly #histogram: ReturnType<typeof monitorEventLoopDelay>;

  constructor(resolutionMillis: number) {
    this.#histogram = monitorEventLoopDelay({ resolution: resolutionMillis });
    this.#histogram.enable();
  }

  take(figures: Float64Array): void {
    const { count, min, max, mean, stddev } = this.#histogram;
    const percentiles = [50, 90, 99].map((percent) => this.#histogram.percentile(percent));
    figures.set([count, min, max, mean, stddev, ...percentiles]);
    this.#histogram.reset();
  }

  stop(): void {
    this.#histogram.disable();
  }
}
