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

/** Something that happened during a span. */
export interface TimedEvent {
  time: HrTime;
  name: string;
  attributes?: Attributes;
  droppedAttributesCount?: number;
}

/** All that a span recorded, as processors and exporters see it. Equal to the type of `@opentelemetry/sdk-trace`. */
export interface ReadableSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly spanContext: () => SpanContext;
  readonly parentSpanContext?: SpanContext;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
  readonly links: Link[];
  readonly events: TimedEvent[];
  readonly duration: HrTime;
  readonly ended: boolean;
  readonly resource: Resource;
  readonly instrumentationScope: {
    readonly name: string;
    readonly version?: string;
    readonly schemaUrl?: string;
  };
  readonly droppedAttributesCount: number;
  readonly droppedEventsCount: number;
  readonly droppedLinksCount: number;
}

/** A span while it is open: it can be written and read. */
export type Span = ApiSpan & ReadableSpan;

/** How much a span keeps. https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits */
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
