/** OTLP/JSON as the Collector writes it: fields with their default value are left out, 64-bit numbers are texts. */
export interface JsonValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number | string;
  readonly bytesValue?: string;
  readonly arrayValue?: { readonly values?: readonly JsonValue[] };
  readonly kvlistValue?: { readonly values?: readonly JsonKeyValue[] };
}

export interface JsonKeyValue {
  readonly key: string;
  readonly value?: JsonValue;
}

export interface JsonWithAttributes {
  readonly attributes?: readonly JsonKeyValue[];
  readonly droppedAttributesCount?: number;
}

export interface JsonEvent extends JsonWithAttributes {
  readonly name?: string;
  readonly timeUnixNano?: string;
}

export interface JsonLink extends JsonWithAttributes {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly traceState?: string;
  readonly flags?: number;
}

export interface JsonSpan extends JsonWithAttributes {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly flags?: number;
  readonly name?: string;
  readonly kind?: number;
  readonly startTimeUnixNano?: string;
  readonly endTimeUnixNano?: string;
  readonly events?: readonly JsonEvent[];
  readonly droppedEventsCount?: number;
  readonly links?: readonly JsonLink[];
  readonly droppedLinksCount?: number;
  readonly status?: { readonly code?: number; readonly message?: string };
}

export interface JsonScopeSpans {
  readonly scope?: { readonly name?: string; readonly version?: string };
  readonly schemaUrl?: string;
  readonly spans?: readonly JsonSpan[];
}

export interface JsonResourceSpans {
  readonly resource?: JsonWithAttributes;
  readonly schemaUrl?: string;
  readonly scopeSpans?: readonly JsonScopeSpans[];
}

export interface JsonLogRecord extends JsonWithAttributes {
  readonly timeUnixNano?: string;
  readonly observedTimeUnixNano?: string;
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly eventName?: string;
  readonly body?: JsonValue;
  readonly flags?: number;
  readonly traceId?: string;
  readonly spanId?: string;
}

export interface JsonScopeLogs {
  readonly scope?: JsonWithAttributes & { readonly name?: string; readonly version?: string };
  readonly schemaUrl?: string;
  readonly logRecords?: readonly JsonLogRecord[];
}

export interface JsonResourceLogs {
  readonly resource?: JsonWithAttributes;
  readonly schemaUrl?: string;
  readonly scopeLogs?: readonly JsonScopeLogs[];
}

export interface JsonRequest {
  readonly resourceSpans?: readonly JsonResourceSpans[];
  readonly resourceLogs?: readonly JsonResourceLogs[];
}
