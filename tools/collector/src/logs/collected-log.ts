import { collectedAttributes, collectedValue } from '../comparison/collected-value.ts';
import type { TypedAttributes, TypedValue } from '../comparison/comparable-span.ts';
import type {
  JsonLogRecord,
  JsonRequest,
  JsonScopeLogs,
  JsonWithAttributes,
} from '../comparison/otlp-json.ts';

interface WithAttributes {
  readonly attributes: TypedAttributes;
  readonly droppedAttributesCount: number;
}

/**
 * A log record in the form in which what was emitted and what arrived are compared. An absent text is empty, an absent number 0.
 * The Collector's file has an empty value both for no body and for an empty one.
 */
export interface ComparableLog extends WithAttributes {
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly eventName: string;
  readonly body: TypedValue;
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
  readonly scope: WithAttributes & {
    readonly name: string;
    readonly version: string;
    readonly schemaUrl: string;
  };
  readonly resource: WithAttributes & { readonly schemaUrl: string };
}

/** All log records of one line of the Collector's file. */
export function collectedLogs(line: string): ComparableLog[] {
  const { resourceLogs = [] } = JSON.parse(line) as JsonRequest;
  return resourceLogs.flatMap(({ resource, schemaUrl = '', scopeLogs = [] }) =>
    scopeLogs.flatMap((ofScope) =>
      (ofScope.logRecords ?? []).map((log) => ({
        ...collectedLog(log),
        scope: collectedScope(ofScope),
        resource: { ...withAttributes(resource), schemaUrl },
      })),
    ),
  );
}

function collectedScope({ scope, schemaUrl = '' }: JsonScopeLogs): ComparableLog['scope'] {
  const { name = '', version = '' } = scope ?? {};
  return { name, version, schemaUrl, ...withAttributes(scope) };
}

function collectedLog(log: JsonLogRecord): Omit<ComparableLog, 'scope' | 'resource'> {
  return {
    timeUnixNano: log.timeUnixNano ?? '0',
    observedTimeUnixNano: log.observedTimeUnixNano ?? '0',
    severityNumber: log.severityNumber ?? 0,
    severityText: log.severityText ?? '',
    eventName: log.eventName ?? '',
    body: collectedValue(log.body ?? {}),
    traceId: log.traceId ?? '',
    spanId: log.spanId ?? '',
    flags: log.flags ?? 0,
    ...withAttributes(log),
  };
}

function withAttributes({
  attributes,
  droppedAttributesCount = 0,
}: JsonWithAttributes = {}): WithAttributes {
  return { attributes: collectedAttributes(attributes), droppedAttributesCount };
}
