import { diag } from '@opentelemetry/api';
import { getNumberFromEnv } from '@opentelemetry/core';
import { optionKinds, type SpanLimits } from '@otel-native/native-core';

/** The variables for each limit; the first one that is set wins. */
const variables = {
  attributeCountLimit: ['OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
  attributeValueLengthLimit: [
    'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  ],
  attributeValueDepthLimit: [
    'OTEL_SPAN_ATTRIBUTE_VALUE_DEPTH_LIMIT',
    'OTEL_ATTRIBUTE_VALUE_DEPTH_LIMIT',
  ],
  attributeValueNodeLimit: ['OTEL_NATIVE_ATTRIBUTE_VALUE_NODE_LIMIT'],
  attributeValueByteLimit: ['OTEL_NATIVE_ATTRIBUTE_VALUE_BYTE_LIMIT'],
  eventCountLimit: ['OTEL_SPAN_EVENT_COUNT_LIMIT'],
  linkCountLimit: ['OTEL_SPAN_LINK_COUNT_LIMIT'],
  attributePerEventCountLimit: [
    'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
    'OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT',
  ],
  attributePerLinkCountLimit: [
    'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
    'OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT',
  ],
} as const satisfies Record<keyof SpanLimits, readonly string[]>;

/**
 * Returns the limits from the environment. Warns of an invalid value and ignores it.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#attribute-limits
 */
export function spanLimitsFromEnvironment(): SpanLimits {
  const limits: SpanLimits = {};
  for (const [limit, names] of Object.entries(variables)) {
    for (const name of names) {
      const value = getNumberFromEnv(name);
      if (value === undefined) continue;
      const kind = optionKinds.spanLimits.table![limit]!;
      if (!kind.accepts(value)) {
        diag.warn(`${name} is ${value} and ignored: expected ${kind.expected}`);
        continue;
      }
      limits[limit as keyof SpanLimits] = value;
      break;
    }
  }
  return limits;
}
