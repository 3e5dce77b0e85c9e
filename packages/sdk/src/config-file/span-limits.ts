import type {
  AttributeLimitsConfigModel,
  SpanLimitsConfigModel,
} from '@opentelemetry/configuration';
import type { SpanLimits } from '@otel-native/native-core';

/** The span limits of the file. Attribute limits missing there come from the limits for all signals. */
export function configuredSpanLimits(
  spans: SpanLimitsConfigModel | undefined,
  all: AttributeLimitsConfigModel | undefined,
): SpanLimits {
  const limits = {
    attributeValueLengthLimit:
      spans?.attribute_value_length_limit ?? all?.attribute_value_length_limit,
    attributeCountLimit: spans?.attribute_count_limit ?? all?.attribute_count_limit,
    eventCountLimit: spans?.event_count_limit,
    linkCountLimit: spans?.link_count_limit,
    attributePerEventCountLimit: spans?.event_attribute_count_limit,
    attributePerLinkCountLimit: spans?.link_attribute_count_limit,
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value != null));
}
