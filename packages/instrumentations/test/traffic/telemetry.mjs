/** Records what instrumentations make, with the official SDK, in a form that can be compared. */
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { NativeContextManager } from '@otel-native/context-native';

/** Attributes whose values differ from run to run: only their type is compared. */
const kVolatile = new Set(['network.peer.port', 'exception.stacktrace']);
/** Longer than any test: metrics are exported when a test asks. */
const kNever = 1_000_000_000;

export const contextManagers = {
  'async-local-storage': () => new AsyncLocalStorageContextManager(),
  native: () => new NativeContextManager(),
};

export class Telemetry {
  #exporter = new InMemorySpanExporter();
  #metrics = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  #counts = { started: 0, ended: 0 };
  #provider = new TracerProvider({
    spanProcessors: [
      new SimpleSpanProcessor({ exporter: this.#exporter }),
      {
        onStart: () => void this.#counts.started++,
        onEnd: () => void this.#counts.ended++,
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  #reader = new PeriodicExportingMetricReader({
    exporter: this.#metrics,
    exportIntervalMillis: kNever,
  });

  /** @param manager a name of `contextManagers` */
  constructor(manager) {
    context.setGlobalContextManager(contextManagers[manager]().enable());
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    trace.setGlobalTracerProvider(this.#provider);
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [this.#reader] }));
  }

  get tracer() {
    return this.#provider.getTracer('test');
  }

  /** How many spans have started so far, and how many of them have ended. */
  get counts() {
    return { ...this.#counts };
  }

  /** Returns the spans that ended so far, without waiting. */
  spansNow() {
    const spans = this.#exporter.getFinishedSpans();
    return spansOf(spans, namesOf(spans));
  }

  /** Returns what was recorded since the last call, and forgets it. */
  async take() {
    await this.#reader.forceFlush();
    const spans = this.#exporter.getFinishedSpans();
    const points = this.#metrics.getMetrics();
    this.#exporter.reset();
    this.#metrics.reset();
    const names = namesOf(spans);
    const nameOf = (spanId) => names.get(spanId) ?? (spanId === undefined ? 'none' : 'unknown');
    return { spans: spansOf(spans, names), metrics: pointsOf(points), nameOf };
  }
}

/** Names of spans that are the same in every run, by their ids. */
function namesOf(spans) {
  return new Map(spans.map((span) => [span.spanContext().spanId, labelOf(span)]));
}

function spansOf(spans, names) {
  return spans
    .filter((span) => span.instrumentationScope.name !== 'test')
    .map((span) => ({
      scope: span.instrumentationScope.name,
      name: span.name,
      kind: span.kind,
      parent: parentOf(span, names),
      status: span.status,
      attributes: plain(span.attributes),
      events: span.events.map(({ name, attributes }) => ({ name, attributes: plain(attributes) })),
      links: span.links.length,
    }))
    .sort(byText);
}

function labelOf(span) {
  return `${span.kind} ${span.name} ${span.attributes['url.full'] ?? span.attributes['url.path'] ?? ''}`;
}

function parentOf({ parentSpanContext }, names) {
  if (parentSpanContext === undefined) return 'none';
  return names.get(parentSpanContext.spanId) ?? `remote ${parentSpanContext.isRemote}`;
}

function pointsOf(exports) {
  return exports
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap(({ metrics: all }) => all)
    .flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => ({
        name: descriptor.name,
        description: descriptor.description,
        unit: descriptor.unit,
        attributes: plain(attributes),
        count: value.count,
        isPositive: value.sum >= 0,
        boundaries: value.buckets.boundaries.join(' '),
      })),
    )
    .sort(byText);
}

function plain(attributes) {
  const entries = Object.entries(attributes).map(([key, value]) => [
    key,
    kVolatile.has(key) ? typeof value : value,
  ]);
  return Object.fromEntries(entries.sort());
}

function byText(a, b) {
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}
