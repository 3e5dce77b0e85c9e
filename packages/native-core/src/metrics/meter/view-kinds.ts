import { kinds } from 'option-check';
import { aggregationKinds } from '../aggregation/aggregation-option';

const text = kinds.orNull(kinds.text);

/** The checks of a view. The SDK makes them before it loads the metrics. */
export const viewKinds = {
  instrumentName: text,
  instrumentType: text,
  instrumentUnit: text,
  meterName: text,
  meterVersion: text,
  meterSchemaUrl: text,
  name: text,
  description: text,
  attributesProcessors: kinds.list(kinds.withMethods('an AttributesProcessor', 'process')),
  aggregation: kinds.nested(aggregationKinds),
  aggregationCardinalityLimit: kinds.number({ from: 0, isWhole: true }),
} as const;
