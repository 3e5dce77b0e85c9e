import type { Resource } from '@opentelemetry/resources';
import type { TracerMetrics } from './tracer-metrics';
import type { ProcessorList } from './processing/processor-list';
import type { DecisionTable } from './sampling/decision-table';
import type { Sampler } from './sampling/sampler';
import type { IdGenerator } from '../values/ids';
import type { PartRules } from './span/flat-parts';
import type { SpanLimits } from './span/readable-span';
import type { SpanSink } from './span/span-owner';
import type { ValueReader } from '../record/value-reader';

/** Settings that all tracers of a provider share. */
export interface TracerSettings {
  readonly sampler: Sampler;
  readonly decisions: DecisionTable;
  readonly limits: Required<SpanLimits>;
  readonly values: ValueReader;
  readonly eventRules: PartRules;
  readonly linkRules: PartRules;
  readonly resource: Resource;
  /** Undefined for random ids, which are stored as words. */
  readonly idGenerator: IdGenerator | undefined;
  readonly processors: ProcessorList | undefined;
  readonly metrics: TracerMetrics | undefined;
  readonly sink: SpanSink | undefined;
}
