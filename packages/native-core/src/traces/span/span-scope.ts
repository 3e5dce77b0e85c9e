import type { InstrumentationScope } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import type { ValueReader } from '../../record/value-reader';
import type { SpanLimits } from './readable-span';

/** What all spans of a tracer have in common: what their state is read and written with. */
export interface SpanScope {
  readonly limits: Required<SpanLimits>;
  readonly values: ValueReader;
  readonly resource: Resource;
  readonly instrumentationScope: InstrumentationScope;
  /** Names the scope in records; given by the pipeline. */
  readonly scopeId: number;
  /** The ids come from a generator that is not ours, so they may be invalid. */
  readonly idsAreForeign: boolean;
}
