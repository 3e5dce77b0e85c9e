import type { PlainAttributes, ReceivedResource, ReceivedScope } from './received-span.ts';

/** A measurement that a data point has as an example. */
export interface ReceivedExemplar {
  readonly value: number;
  readonly timeUnixNano: string;
  /** Lower-case hex; both are empty where there was no span. */
  readonly traceId: string;
  readonly spanId: string;
  /** Attributes of the measurement that the series does not have. */
  readonly filteredAttributes: PlainAttributes;
}

/** One data point, in plain values. */
export interface ReceivedPoint {
  readonly attributes: PlainAttributes;
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  /** Of a sum or a gauge; of a histogram its sum. 64-bit integers are exact up to 2^53. */
  readonly value: number;
  /** Of a histogram: measurements in it. */
  readonly count?: number;
  /** Of a histogram: the sum of its buckets, that of zeros included. */
  readonly bucketTotal?: number;
  readonly exemplars: readonly ReceivedExemplar[];
}

/** One metric of an OTLP request, in plain values. Of the buckets of histograms the sum alone. */
export interface ReceivedMetric {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly kind: 'gauge' | 'sum' | 'histogram' | 'exponentialHistogram';
  readonly points: readonly ReceivedPoint[];
  readonly scope: ReceivedScope;
  readonly resource: ReceivedResource;
}
