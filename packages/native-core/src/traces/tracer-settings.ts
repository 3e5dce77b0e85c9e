import type { Resource } from '@opentelemetry/resources';
import type { TracerMetrics } from './tracer-metrics';
import type { ProcessorList } from './processing/processor-list';
import type { DecisionTable } from './sampling/decision-table';
import type { Sampler } from './sampling/sampler';
import type { IdGenerator } from '../values/ids';
import type { SpanLimits } from './span/readable-span';
import type { SpanSink } from './span/span-owner';
import type { ValueReader } from '../record/value-reader';

/** What a provider's tracers share. */
export interface TracerSettings {
  readonly sampler: Sampler;
  readonly decisions: DecisionTable;
  readonly limits: Required<SpanLimits>;
  readonly values: ValueReader;
  readonly resource: Resource;
  /** Undefined: random ids, which are kept as words. */
  readonly idGenerator: IdGenerator | undefined;
  readonly processors: ProcessorList | undefined;
  readonly metrics: TracerMetrics | undefined;
  readonly sink: SpanSink | undefined;
}
