import { isSpanContextValid } from '@opentelemetry/api';

import { compareFields, type Checks } from '../comparison/compare.ts';
import { unixNano } from '../comparison/created-span.ts';
import { createdAttributes, createdValue } from '../comparison/created-value.ts';
import { handmadeLogs } from './cases.ts';
import type { ComparableLog } from './collected-log.ts';
import {
  defaultScope,
  defaultTime,
  observedTime,
  resourceAttributes,
  type HandmadeLog,
} from './handmade-log.ts';

/**
 * Compares what arrived of one program with the calls that it made, field by field: each log record exactly once, and no other.
 * @param run the version of its scopes
 */
export function compareLogs(
  run: string,
  collected: readonly ComparableLog[],
  checks: Checks,
): void {
  const unclaimed = Map.groupBy(collected, ({ observedTimeUnixNano }) => observedTimeUnixNano);
  handmadeLogs.forEach((wanted, index) => {
    const label = `log record "${wanted.title}", ${run}`;
    const expected = expectedLog(wanted, index, run);
    const matches = unclaimed.get(expected.observedTimeUnixNano) ?? [];
    unclaimed.delete(expected.observedTimeUnixNano);
    checks.equal(`${label}: number collected`, 1, matches.length);
    if (matches[0] !== undefined) compareFields(label, expected, matches[0], checks);
  });
  const strangers = [...unclaimed.keys()];
  checks.equal(`log records collected that nobody emitted, ${run}`, [], strangers);
}

/** What has to arrive, by the specification. */
export function expectedLog(wanted: HandmadeLog, index: number, run: string): ComparableLog {
  const { record, spanContext, dropped = 0, exceptionAttributes } = wanted;
  const attributes = Object.entries({ ...record.attributes, ...exceptionAttributes });
  const isInSpan = spanContext !== undefined && isSpanContextValid(spanContext);
  return {
    timeUnixNano: unixNano(record.timestamp ?? defaultTime),
    observedTimeUnixNano: unixNano(observedTime(index)),
    severityNumber: record.severityNumber ?? 0,
    severityText: record.severityText ?? '',
    eventName: record.eventName ?? '',
    body: createdValue(record.body),
    traceId: isInSpan ? spanContext.traceId : '',
    spanId: isInSpan ? spanContext.spanId : '',
    flags: isInSpan ? spanContext.traceFlags : 0,
    attributes: createdAttributes(
      Object.fromEntries(attributes.slice(0, attributes.length - dropped)),
    ),
    droppedAttributesCount: dropped,
    scope: expectedScope(wanted, run),
    resource: {
      attributes: createdAttributes(resourceAttributes),
      droppedAttributesCount: 0,
      schemaUrl: '',
    },
  };
}

function expectedScope(wanted: HandmadeLog, version: string): ComparableLog['scope'] {
  const { scope = defaultScope, droppedOfScope = [] } = wanted;
  const { name, schemaUrl = '', attributes = {} } = scope;
  const kept = Object.entries(attributes).filter(([key]) => !droppedOfScope.includes(key));
  return {
    name,
    version,
    schemaUrl,
    attributes: createdAttributes(Object.fromEntries(kept)),
    droppedAttributesCount: droppedOfScope.length,
  };
}
