import { ValueType } from '@opentelemetry/api';
import {
  kAggregationExplicit,
  kAggregationExponential,
  kAggregationLastValue,
  kAggregationSum,
  kStreamFlagDelta,
  kStreamFlagHasMinMax,
  kStreamFlagHasSum,
  kStreamFlagInteger,
  kStreamFlagMonotonic,
  kStreamFlagObserved,
} from '../../record/format.gen';
import type { Descriptor, InstrumentType } from './descriptor';
import type { ResolvedAggregation } from './aggregation-option';

export type Temporality = 'cumulative' | 'delta';

/** Describes a stream to native code. */
export interface StreamShape {
  readonly aggregation: number;
  readonly flags: number;
  readonly boundaries: readonly number[];
  readonly positiveCount: number;
  readonly negativeCount: number;
}

const aggregations: Record<ResolvedAggregation['kind'], number> = {
  sum: kAggregationSum,
  lastValue: kAggregationLastValue,
  explicit: kAggregationExplicit,
  exponential: kAggregationExponential,
};

/** Instruments whose sums only grow. Includes histograms, because their values are not negative. */
const monotonic = new Set<InstrumentType>(['COUNTER', 'OBSERVABLE_COUNTER', 'HISTOGRAM']);

export function streamShape(
  descriptor: Descriptor,
  aggregation: ResolvedAggregation,
  temporality: Temporality,
): StreamShape {
  const { type, valueType } = descriptor;
  const isMonotonic = monotonic.has(type);
  let flags = 0;
  if (temporality === 'delta') flags |= kStreamFlagDelta;
  // A histogram of an instrument that allows negative values has no sum: https://opentelemetry.io/docs/specs/otel/metrics/sdk/#histogram-aggregations
  if (isMonotonic) flags |= kStreamFlagMonotonic | kStreamFlagHasSum;
  if (valueType === ValueType.INT) flags |= kStreamFlagInteger;
  if (type.startsWith('OBSERVABLE')) flags |= kStreamFlagObserved;
  if ('recordMinMax' in aggregation && aggregation.recordMinMax) flags |= kStreamFlagHasMinMax;
  const maxSize = aggregation.kind === 'exponential' ? aggregation.maxSize : 0;
  return {
    aggregation: aggregations[aggregation.kind],
    flags,
    boundaries: aggregation.kind === 'explicit' ? aggregation.boundaries : [],
    positiveCount: maxSize,
    negativeCount: isMonotonic ? 0 : maxSize,
  };
}
