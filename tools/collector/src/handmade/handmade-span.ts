import type {
  Attributes,
  Exception,
  HrTime,
  Link,
  SpanContext,
  SpanStatus,
} from '@opentelemetry/api';

export interface HandmadeEvent {
  readonly name: string;
  readonly attributes?: Attributes;
  readonly time: HrTime;
}

export interface Scope {
  readonly name: string;
  readonly version?: string;
  readonly schemaUrl?: string;
}

/** Calls to make for one span. What has to arrive for them follows from it, without looking at the span. */
export interface HandmadeSpan {
  readonly name: string;
  readonly kind?: number;
  readonly scope?: Scope;
  /** A span of this process, by name, that comes before; or one of another process. Without it: a root. */
  readonly parent?: string | SpanContext;
  readonly startTime?: HrTime;
  readonly endTime?: HrTime;
  /** Set before `attributes`, which have the same keys: none of it may arrive. */
  readonly replacedAttributes?: Attributes;
  readonly attributes?: Attributes;
  readonly events?: readonly HandmadeEvent[];
  readonly exception?: { readonly exception: Exception; readonly time: HrTime };
  /** Given at the start. */
  readonly links?: readonly Link[];
  /** Added afterwards. */
  readonly addedLinks?: readonly Link[];
  readonly status?: SpanStatus;
  readonly updateName?: string;
  /** How many the limits take away: of attributes the last ones, of events and links the first ones. */
  readonly dropped?: {
    readonly attributes: number;
    readonly events: number;
    readonly links: number;
  };
}

export const defaultScope = { name: 'handmade', version: '1.2.3' };
export const defaultStart: HrTime = [1_700_000_000, 123_456_789];
export const defaultEnd: HrTime = [1_700_000_001, 1];
