import {
  context,
  trace,
  type Counter,
  type Histogram,
  type Meter,
  type Span,
} from '@opentelemetry/api';
import { threadId } from 'node:worker_threads';
import {
  kCounter,
  kGauge,
  kHistogram,
  kSeries,
  seriesKey,
  valueInSpan,
  type Recorded,
} from '../metrics/instruments.ts';

/** Metrics that one thread records beside its spans: a counter, an exponential histogram with exemplars, and a gauge that is observed. */
export class MetricWork {
  readonly #part = `${process.pid}.${threadId}`;
  readonly #counter: Counter;
  readonly #histogram: Histogram;
  readonly #recorded: Record<string, number> = {};
  #spans = 0;

  constructor(meter: Meter) {
    this.#counter = meter.createCounter(kCounter);
    this.#histogram = meter.createHistogram(kHistogram);
    const attributes = { part: this.#part, series: 0 };
    meter
      .createObservableGauge(kGauge)
      .addCallback((result) => result.observe(this.#spans, attributes));
  }

  /** Records what belongs to a span, as if the span were active. */
  record(span: Span): void {
    const series = this.#spans++ % kSeries;
    const value = valueInSpan(span.spanContext().spanId);
    const attributes = { part: this.#part, series };
    const active = trace.setSpan(context.active(), span);
    this.#counter.add(value, attributes, active);
    this.#histogram.record(value, attributes, active);
    for (const metric of [kCounter, kHistogram]) {
      const key = seriesKey(metric, this.#part, series);
      this.#recorded[key] = (this.#recorded[key] ?? 0) + value;
    }
  }

  /** What the series of the counter and of the histogram come to until now. */
  get recorded(): Recorded {
    return { ...this.#recorded };
  }

  /** What the gauge observes from now on. */
  get observed(): Recorded {
    return { [seriesKey(kGauge, this.#part, 0)]: this.#spans };
  }
}
