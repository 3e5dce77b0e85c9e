import type {
  Attributes,
  HrTime,
  Link,
  Span as ApiSpan,
  SpanContext,
  SpanKind,
  SpanStatus,
} from '@opentelemetry/api';
import type { Resource } from '@otel-native/api-bridge';
import type { AttributeValueLimits } from '../../record/value-limits';

/** Something that happened during a span. https://opentelemetry.io/docs/specs/otel/trace/api/#add-events */
export interface TimedEvent {
  /** When it happened: seconds and nanoseconds since 1970 (UTC). */
  time: HrTime;
  /** The name that was passed to `addEvent()`. */
  name: string;
  /** The attributes within the limits. Default: none. */
  attributes?: Attributes;
  /** Attributes that were left out because of `attributePerEventCountLimit`. Default: 0. */
  droppedAttributesCount?: number;
}

/**
 * What a span recorded, as processors and exporters see it. Equal to the type of `@opentelemetry/sdk-trace`. Times are
 * seconds and nanoseconds. https://opentelemetry.io/docs/specs/otel/trace/sdk/#additional-span-interfaces
 */
export interface ReadableSpan {
  /** The name, as last updated. */
  readonly name: string;
  /** The role of the span in its trace. Default: `INTERNAL`. */
  readonly kind: SpanKind;
  /** Returns the ids, flags and trace state of the span. */
  readonly spanContext: () => SpanContext;
  /** Context of the parent span; undefined for a root span. */
  readonly parentSpanContext?: SpanContext;
  /** Start, since 1970 (UTC). */
  readonly startTime: HrTime;
  /** End, since 1970 (UTC); `[0, 0]` while the span is open. */
  readonly endTime: HrTime;
  /** The status. Default: `UNSET`. */
  readonly status: SpanStatus;
  /** The attributes within the limits. */
  readonly attributes: Attributes;
  /** The links within `linkCountLimit`. */
  readonly links: Link[];
  /** The events within `eventCountLimit`. */
  readonly events: TimedEvent[];
  /** End minus start; `[-1, -1]` while the span is open. */
  readonly duration: HrTime;
  /** True when `end()` was called. */
  readonly ended: boolean;
  /** The resource of the tracer provider. */
  readonly resource: Resource;
  /** Name, version and schema URL that the tracer was made with. */
  readonly instrumentationScope: {
    readonly name: string;
    readonly version?: string;
    readonly schemaUrl?: string;
  };
  /** Attributes that were left out because of `attributeCountLimit`. */
  readonly droppedAttributesCount: number;
  /** Events that were left out because of `eventCountLimit`. */
  readonly droppedEventsCount: number;
  /** Links that were left out because of `linkCountLimit`. */
  readonly droppedLinksCount: number;
}

/** A span while it is open: it can be written and read. */
export type Span = ApiSpan & ReadableSpan;

/** How much a span keeps; what exceeds a limit is left out and counted. https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits */
export interface SpanLimits extends AttributeValueLimits {
  /** Longest string or byte value, in UTF-16 units or bytes; longer ones are cut. Default: no limit. */
  attributeValueLengthLimit?: number;
  /** Attributes of a span. Default: 128. */
  attributeCountLimit?: number;
  /** Links of a span. Default: 128. */
  linkCountLimit?: number;
  /** Events of a span. Default: 128. */
  eventCountLimit?: number;
  /** Attributes of an event. Default: 128. */
  attributePerEventCountLimit?: number;
  /** Attributes of a link. Default: 128. */
  attributePerLinkCountLimit?: number;
}
