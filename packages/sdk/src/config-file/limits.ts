import type {
  AttributeLimitsConfigModel,
  LogRecordLimitsConfigModel,
  SpanLimitsConfigModel,
} from '@opentelemetry/configuration';
import type { SpanLimits } from '@otel-native/native-core';
import type { LogRecordLimits } from '@otel-native/native-core/logs';

/** The span limits of the file. Attribute limits missing there come from the limits for all signals. */
export function configuredSpanLimits(
  spans: SpanLimitsConfigModel | undefined,
  all: AttributeLimitsConfigModel | undefined,
): SpanLimits {
  return given({
    ...attributeLimits(spans, all),
    eventCountLimit: spans?.event_count_limit,
    linkCountLimit: spans?.link_count_limit,
    attributePerEventCountLimit: spans?.event_attribute_count_limit,
    attributePerLinkCountLimit: spans?.link_attribute_count_limit,
  });
}

/** The same for log records. */
export function configuredLogRecordLimits(
  logRecords: LogRecordLimitsConfigModel | undefined,
  all: AttributeLimitsConfigModel | undefined,
): LogRecordLimits {
  return given(attributeLimits(logRecords, all));
}

function attributeLimits(
  own: AttributeLimitsConfigModel | undefined,
  all: AttributeLimitsConfigModel | undefined,
) {
  return {
    attributeValueLengthLimit:
      own?.attribute_value_length_limit ?? all?.attribute_value_length_limit,
    attributeCountLimit: own?.attribute_count_limit ?? all?.attribute_count_limit,
  };
}

function given(limits: Record<string, number | null | undefined>): Record<string, number> {
  const entries = Object.entries(limits).filter(([, value]) => value != null);
  return Object.fromEntries(entries) as Record<string, number>;
}
