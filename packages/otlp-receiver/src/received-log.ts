import type {
  PlainAttributes,
  PlainValue,
  ReceivedResource,
  ReceivedScope,
} from './received-span.ts';

/** One log record of an OTLP request, in plain values, as a received span has them. */
export interface ReceivedLog {
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  /** 1 to 24; 0 where there was none. */
  readonly severityNumber: number;
  readonly severityText: string;
  /** `null` for an empty body, undefined where there was none. */
  readonly body: PlainValue | undefined;
  readonly eventName: string;
  readonly attributes: PlainAttributes;
  readonly droppedAttributesCount: number;
  /** Lower-case hex; both are empty where there was no span. */
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
  readonly scope: ReceivedScope;
  readonly resource: ReceivedResource;
}
