import { diag } from '@opentelemetry/api';
import { kinds, shown, type OptionTable } from 'option-check';
import { OtelNativeError } from '@otel-native/api-bridge';
import { kMaxBoundaries, type Descriptor } from './descriptor';

/** The numbers of `AggregationType` in `@opentelemetry/sdk-metrics`, whose own may be given as well. */
export const AggregationType = {
  DEFAULT: 0,
  DROP: 1,
  SUM: 2,
  LAST_VALUE: 3,
  EXPLICIT_BUCKET_HISTOGRAM: 4,
  EXPONENTIAL_HISTOGRAM: 5,
} as const;

/** The aggregation of a view, https://opentelemetry.io/docs/specs/otel/metrics/sdk/#aggregation */
export interface AggregationOption {
  /** An {@link AggregationType}. */
  readonly type: number;
  /** Of histograms. */
  readonly options?: {
    /** Default: true. */
    readonly recordMinMax?: boolean;
    /** Of an explicit histogram. Default: 0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1,000, 2,500, 5,000, 7,500, 10,000. */
    readonly boundaries?: number[];
    /** Of an exponential one: buckets for each sign, at least 2. Default: 160. */
    readonly maxSize?: number;
  };
}

const histogramKinds = {
  recordMinMax: kinds.boolean,
  boundaries: kinds.anything,
  maxSize: kinds.anything,
} as const satisfies OptionTable<NonNullable<AggregationOption['options']>>;

export const aggregationKinds = {
  type: kinds.anything,
  options: kinds.nested(histogramKinds),
} as const satisfies OptionTable<AggregationOption>;

/** An aggregation with everything decided. */
export type ResolvedAggregation =
  | { readonly kind: 'sum' | 'lastValue' }
  | {
      readonly kind: 'explicit';
      readonly boundaries: readonly number[];
      readonly recordMinMax: boolean;
    }
  | { readonly kind: 'exponential'; readonly maxSize: number; readonly recordMinMax: boolean };

const kDefaultBoundaries = [
  0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000,
];
const kDefaultMaxSize = 160;
const kMinMaxSize = 2;
const kMaxMaxSize = 65_536;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an aggregation that is none */
export function checkAggregation({ type, options }: AggregationOption): void {
  const isKnown = Object.values<number>(AggregationType).includes(type);
  if (!isKnown) throw invalid(`type ${shown(type)} is none of AggregationType`);
  const isExplicit = type === AggregationType.EXPLICIT_BUCKET_HISTOGRAM;
  if (isExplicit && options !== undefined && !areBoundaries(options.boundaries)) {
    throw invalid('boundaries: expected an array of numbers; an empty one is a single bucket');
  }
  const maxSize = options?.maxSize;
  if (maxSize === undefined || type !== AggregationType.EXPONENTIAL_HISTOGRAM) return;
  if (!Number.isInteger(maxSize) || maxSize > kMaxMaxSize) {
    throw invalid(`maxSize ${shown(maxSize)}: expected a whole number up to ${kMaxMaxSize}`);
  }
}

function areBoundaries(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= kMaxBoundaries &&
    value.every((boundary) => typeof boundary === 'number')
  );
}

function invalid(message: string): Error {
  return new OtelNativeError('ERR_OTEL_NATIVE_INVALID_OPTION', `aggregation.${message}`);
}

/** What an instrument's measurements become; undefined when they are dropped. */
export function resolveAggregation(
  option: AggregationOption,
  descriptor: Descriptor,
  defaultHistogram: 'explicit' | 'exponential',
): ResolvedAggregation | undefined {
  const { options } = option;
  const recordMinMax = options?.recordMinMax ?? true;
  switch (option.type) {
    case AggregationType.DROP:
      return undefined;
    case AggregationType.SUM:
      return { kind: 'sum' };
    case AggregationType.LAST_VALUE:
      return { kind: 'lastValue' };
    case AggregationType.EXPLICIT_BUCKET_HISTOGRAM:
      return { kind: 'explicit', boundaries: sorted(options?.boundaries), recordMinMax };
    case AggregationType.EXPONENTIAL_HISTOGRAM:
      return { kind: 'exponential', maxSize: checkedSize(options?.maxSize), recordMinMax };
    default:
      return defaultAggregation(descriptor, defaultHistogram);
  }
}

function defaultAggregation(
  { type, advice }: Descriptor,
  defaultHistogram: 'explicit' | 'exponential',
): ResolvedAggregation {
  if (type === 'GAUGE' || type === 'OBSERVABLE_GAUGE') return { kind: 'lastValue' };
  if (type !== 'HISTOGRAM') return { kind: 'sum' };
  if (defaultHistogram === 'exponential')
    return { kind: 'exponential', maxSize: kDefaultMaxSize, recordMinMax: true };
  const { explicitBucketBoundaries } = advice;
  if (explicitBucketBoundaries === undefined || areBoundaries(explicitBucketBoundaries))
    return { kind: 'explicit', boundaries: sorted(explicitBucketBoundaries), recordMinMax: true };
  diag.warn('advice.explicitBucketBoundaries is no array of numbers, using the default.');
  return { kind: 'explicit', boundaries: kDefaultBoundaries, recordMinMax: true };
}

/** In ascending order, without what every histogram has anyway. */
function sorted(boundaries: readonly number[] = kDefaultBoundaries): number[] {
  return boundaries.filter((boundary) => Number.isFinite(boundary)).sort((a, b) => a - b);
}

function checkedSize(maxSize = kDefaultMaxSize): number {
  if (maxSize >= kMinMaxSize) return maxSize;
  diag.warn(`Exponential Histogram Max Size set to ${maxSize}, changing to the minimum size of: 2`);
  return kMinMaxSize;
}
