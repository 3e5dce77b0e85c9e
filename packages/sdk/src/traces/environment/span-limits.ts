import type { SpanLimits } from '@otel-native/native-core';
import { limitsFromEnvironment } from '../../environment/limits';

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

/** Returns the limits from the environment. Warns of an invalid value and ignores it. */
export function spanLimitsFromEnvironment(): SpanLimits {
  return limitsFromEnvironment(variables);
}
