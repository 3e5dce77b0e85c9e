import {
  ExportLogsServiceRequest,
  ExportMetricsServiceRequest,
  ExportTraceServiceRequest,
} from './message-types.ts';

/** The messages of opentelemetry-proto, with 64-bit numbers as decimal strings, absent fields filled in. */
export interface AnyValue {
  /** Which of the fields below is set; none for an empty value. */
  readonly value?: keyof AnyValue;
  readonly stringValue: string;
  readonly boolValue: boolean;
  readonly intValue: string;
  readonly doubleValue: number;
  readonly bytesValue: Uint8Array;
  readonly arrayValue: { readonly values: readonly AnyValue[] };
  readonly kvlistValue: { readonly values: readonly KeyValue[] };
}

export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue | null;
}

interface WithAttributes {
  readonly attributes: readonly KeyValue[];
  readonly droppedAttributesCount: number;
}

export interface Scope extends WithAttributes {
  readonly name: string;
  readonly version: string;
}

export interface Event extends WithAttributes {
  readonly name: string;
  readonly timeUnixNano: string;
}

export interface Link extends WithAttributes {
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly traceState: string;
  readonly flags: number;
}

/** The fields of a span that need no translation. */
export interface SpanFields {
  readonly traceState: string;
  /** Trace flags in the low byte; 0x100: bit 0x200 is known; 0x200: the parent is remote. */
  readonly flags: number;
  readonly name: string;
  /** As in OTLP: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly droppedAttributesCount: number;
  readonly droppedEventsCount: number;
  readonly droppedLinksCount: number;
}

export interface Span extends WithAttributes, SpanFields {
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly parentSpanId: Uint8Array;
  readonly events: readonly Event[];
  readonly links: readonly Link[];
  readonly status: { readonly code: number; readonly message: string } | null;
}

export interface ScopeSpans {
  readonly scope: Scope | null;
  readonly schemaUrl: string;
  readonly spans: readonly Span[];
}

export interface ResourceSpans {
  readonly resource: WithAttributes | null;
  readonly schemaUrl: string;
  readonly scopeSpans: readonly ScopeSpans[];
}

export interface TraceRequest {
  readonly resourceSpans: readonly ResourceSpans[];
}

export interface Point extends Pick<WithAttributes, 'attributes'> {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  /** Which of the two below is set; a histogram has neither. */
  readonly value?: 'asInt' | 'asDouble';
  readonly asInt?: string;
  readonly asDouble?: number;
  readonly count?: string;
  readonly sum?: number;
  readonly exemplars?: readonly Exemplar[];
  /** Of an explicit histogram. */
  readonly bucketCounts?: readonly string[];
  /** Of an exponential one. */
  readonly zeroCount?: string;
  readonly positive?: Buckets | null;
  readonly negative?: Buckets | null;
}

export interface Buckets {
  readonly bucketCounts: readonly string[];
}

export interface Exemplar {
  readonly filteredAttributes: readonly KeyValue[];
  readonly timeUnixNano: string;
  readonly value?: 'asInt' | 'asDouble';
  readonly asInt?: string;
  readonly asDouble?: number;
  readonly spanId: Uint8Array;
  readonly traceId: Uint8Array;
}

type MetricKind = 'gauge' | 'sum' | 'histogram' | 'exponentialHistogram' | 'summary';

export interface Metric extends Readonly<Record<MetricKind, { dataPoints: readonly Point[] }>> {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  /** Which of the kinds is set. */
  readonly data?: MetricKind;
}

export interface MetricRequest {
  readonly resourceMetrics: readonly {
    readonly resource: WithAttributes | null;
    readonly schemaUrl: string;
    readonly scopeMetrics: readonly {
      readonly scope: Scope | null;
      readonly schemaUrl: string;
      readonly metrics: readonly Metric[];
    }[];
  }[];
}

export interface LogRecord extends WithAttributes {
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: AnyValue | null;
  readonly eventName?: string | null;
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly flags: number;
}

export interface LogRequest {
  readonly resourceLogs: readonly {
    readonly resource: WithAttributes | null;
    readonly schemaUrl: string;
    readonly scopeLogs: readonly {
      readonly scope: Scope | null;
      readonly schemaUrl: string;
      readonly logRecords: readonly LogRecord[];
    }[];
  }[];
}

const toObjectOptions = { longs: String, defaults: true, arrays: true, oneofs: true };

/** Throws when the bytes are not an `ExportTraceServiceRequest`. */
export function decodeTraceRequest(bytes: Uint8Array): TraceRequest {
  const message = ExportTraceServiceRequest.decode(bytes);
  return ExportTraceServiceRequest.toObject(message, toObjectOptions) as TraceRequest;
}

/** Throws when the bytes are not an `ExportMetricsServiceRequest`. */
export function decodeMetricRequest(bytes: Uint8Array): MetricRequest {
  const message = ExportMetricsServiceRequest.decode(bytes);
  return ExportMetricsServiceRequest.toObject(message, toObjectOptions) as MetricRequest;
}

/** Throws when the bytes are not an `ExportLogsServiceRequest`. */
export function decodeLogRequest(bytes: Uint8Array): LogRequest {
  const message = ExportLogsServiceRequest.decode(bytes);
  return ExportLogsServiceRequest.toObject(message, toObjectOptions) as LogRequest;
}

/** For tests of what receives. */
export function encodeLogRequest(request: object): Uint8Array {
  const message = ExportLogsServiceRequest.fromObject(request);
  return ExportLogsServiceRequest.encode(message).finish();
}

/** For tests of what receives. */
export function encodeMetricRequest(request: object): Uint8Array {
  const message = ExportMetricsServiceRequest.fromObject(request);
  return ExportMetricsServiceRequest.encode(message).finish();
}

/** For tests of what receives. */
export function encodeTraceRequest(request: object): Uint8Array {
  const message = ExportTraceServiceRequest.fromObject(request);
  return ExportTraceServiceRequest.encode(message).finish();
}
