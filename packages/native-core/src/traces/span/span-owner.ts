import type { InstrumentationScope } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import type { TracerMetrics } from '../tracer-metrics';
import type { ProcessorList } from '../processing/processor-list';
import type { SpanLimits } from './readable-span';
import type { SpanState } from './span-state';
import type { ValueReader } from '../../values/value-reader';

/** Where ended spans go on their way to native code. */
export interface SpanSink {
  write(span: SpanState): void;
}

/** What all spans of a tracer have in common. */
export interface SpanOwner {
  readonly limits: Required<SpanLimits>;
  readonly values: ValueReader;
  readonly resource: Resource;
  readonly instrumentationScope: InstrumentationScope;
  /** Names the scope in records; given by the pipeline. */
  readonly scopeId: number;
  /** The ids come from a generator that is not ours, so they may be invalid. */
  readonly idsAreForeign: boolean;
  /** Undefined when there are none: the usual case. */
  readonly processors: ProcessorList | undefined;
  readonly metrics: TracerMetrics | undefined;
  /** Undefined when the provider has no exporter. */
  readonly sink: SpanSink | undefined;
}
