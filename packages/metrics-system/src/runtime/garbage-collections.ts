import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { ROOT_CONTEXT, type Attributes, type Histogram } from '@opentelemetry/api';
import type { Part } from '../part';

const kMillisPerSecond = 1e3;

const types = new Map<number, string>([
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
]);

/** Records `v8js.gc.duration` as collections happen, without a callback. */
export class GarbageCollections implements Part {
  readonly absent = [];
  readonly #observer: PerformanceObserver;

  constructor(histogram: Histogram, common: Attributes) {
    const byKind = new Map<number, Attributes>(
      [...types].map(([kind, type]) => [kind, { ...common, 'v8js.gc.type': type }]),
    );
    this.#observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { detail, duration } = entry as PerformanceEntry & { detail?: { kind?: number } };
        const attributes = byKind.get(detail?.kind ?? 0);
        if (attributes !== undefined)
          histogram.record(duration / kMillisPerSecond, attributes, ROOT_CONTEXT);
      }
    });
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  observe(): void {}

  stop(): void {
    this.#observer.disconnect();
  }
}
