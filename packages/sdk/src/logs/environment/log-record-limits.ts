import type { LogRecordLimits } from '@otel-native/native-core/logs';
import { limitsFromEnvironment } from '../../environment/limits';

/** The variables for each limit; the first one that is set wins. */
const variables = {
  attributeCountLimit: ['OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
  attributeValueLengthLimit: [
    'OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  ],
  attributeValueDepthLimit: ['OTEL_ATTRIBUTE_VALUE_DEPTH_LIMIT'],
  attributeValueNodeLimit: ['OTEL_NATIVE_ATTRIBUTE_VALUE_NODE_LIMIT'],
  attributeValueByteLimit: ['OTEL_NATIVE_ATTRIBUTE_VALUE_BYTE_LIMIT'],
} as const satisfies Record<keyof LogRecordLimits, readonly string[]>;

/** Returns the limits from the environment. Warns of an invalid value and ignores it. */
export function logRecordLimitsFromEnvironment(): LogRecordLimits {
  return limitsFromEnvironment(variables);
}
