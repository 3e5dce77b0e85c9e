/** Registers the official SDK, and returns what was recorded in forms that tests can read. */
import {
  SpanKind,
  SpanStatusCode,
  context,
  metrics,
  propagation,
  trace,
  type Attributes,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type Histogram,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';

/** Longer than any test: metrics are exported when a test asks. */
const kNever = 1_000_000_000;

export interface RecordedPoint {
  readonly name: string;
  readonly attributes: Attributes;
  readonly count: number;
  readonly sum: number;
}

export class Recorder {
  readonly #exporter = new InMemorySpanExporter();
  readonly #metricExporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  readonly #reader = new PeriodicExportingMetricReader({
    exporter: this.#metricExporter,
    exportIntervalMillis: kNever,
  });

  constructor() {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(
      new CompositePropagator({
        propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
      }),
    );
    const processor = new SimpleSpanProcessor({ exporter: this.#exporter });
    trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [processor] }));
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [this.#reader] }));
  }

  get spans(): ReadableSpan[] {
    return this.#exporter.getFinishedSpans();
  }

  /** Returns the spans that have ended, as lines that are indented below their parents, and forgets them. */
  takeTree(): string[] {
    const spans = this.takeSpans();
    const ids = new Set(spans.map((span) => span.spanContext().spanId));
    const below = (parent: string | undefined, depth: number): string[] =>
      spans
        .filter(
          ({ parentSpanContext: above }) =>
            (above && ids.has(above.spanId) ? above.spanId : undefined) === parent,
        )
        .flatMap((span) => [
          '  '.repeat(depth) + lineOf(span),
          ...below(span.spanContext().spanId, depth + 1),
        ]);
    return below(undefined, 0);
  }

  /**
   * Returns the spans that have ended, in the order in which they started, and forgets them.
   * Starts are whole milliseconds: those that started in the same one are in the order in which they ended.
   */
  takeSpans(): ReadableSpan[] {
    const spans = [...this.spans];
    this.#exporter.reset();
    const nanos = ([seconds, nanos]: readonly [number, number]) => seconds * 1e9 + nanos;
    return spans.toSorted((a, b) => nanos(a.startTime) - nanos(b.startTime));
  }

  async takePoints(): Promise<RecordedPoint[]> {
    await this.#reader.forceFlush();
    const exported = this.#metricExporter.getMetrics();
    const points = exported.flatMap(({ scopeMetrics }) =>
      scopeMetrics.flatMap((scope) =>
        scope.metrics.flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => {
            const { count, sum = 0 } = value as Histogram;
            return { name: descriptor.name, attributes, count, sum };
          }),
        ),
      ),
    );
    this.#metricExporter.reset();
    return points;
  }

  unregister(): void {
    for (const part of [context, propagation, trace, metrics]) part.disable();
  }
}

/** Returns the two spans of a call between peers, whichever of them ended first. */
export function clientAndServer(spans: readonly ReadableSpan[], called: string) {
  return [SpanKind.CLIENT, SpanKind.SERVER].map((kind) =>
    spans.find((span) => span.kind === kind && span.name === called),
  );
}

/** Resolves when the condition holds. The test's own timeout ends the wait. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function lineOf({ name, kind, status, attributes }: ReadableSpan): string {
  const error = attributes['error.type'];
  const suffix = status.code === SpanStatusCode.ERROR ? ` ERROR ${String(error)}` : '';
  return `${name} ${SpanKind[kind]}${suffix}`;
}
