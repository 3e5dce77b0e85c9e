import type { InstrumentationScope } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import type { ValueReader } from '../../record/value-reader';
import type { PartRules } from './flat-parts';
import type { SpanLimits } from './readable-span';

/** Data that all spans of a tracer share. */
export interface SpanScope {
  readonly limits: Required<SpanLimits>;
  readonly values: ValueReader;
  /** How the attributes of events are read. */
  readonly eventRules: PartRules;
  /** The same for links. */
  readonly linkRules: PartRules;
  readonly resource: Resource;
  readonly instrumentationScope: InstrumentationScope;
  /** Id of the scope in records; the pipeline defines it. */
  readonly scopeId: number;
  /** True when the application set the id generator, so that ids may be invalid. */
  readonly idsAreForeign: boolean;
}
