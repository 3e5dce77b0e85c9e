import type { PlainAttributes, ReceivedResource, ReceivedScope } from './received-span.ts';

/** One data point, in plain values. */
export interface ReceivedPoint {
  readonly attributes: PlainAttributes;
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  /** Of a sum or a gauge; of a histogram its sum. 64-bit integers are exact up to 2^53. */
  readonly value: number;
  /** Of a histogram: measurements in it. */
  readonly count?: number;
}

/** One metric of an OTLP request, in plain values. Of histograms without their buckets. */
export interface ReceivedMetric {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly kind: 'gauge' | 'sum' | 'histogram' | 'exponentialHistogram';
  readonly points: readonly ReceivedPoint[];
  readonly scope: ReceivedScope;
  readonly resource: ReceivedResource;
}
