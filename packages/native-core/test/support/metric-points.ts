import { decodeMetrics } from './decode-metrics';
import { decodeAttributes, type DecodedAttribute, type RawAttribute } from './decode-otlp';

/** A data point in short: with the name of its metric, and plain values. */
export interface MetricPoint {
  metric: string;
  attributes: Record<string, unknown>;
  /** A number, or the count of a histogram. */
  value: number;
  startMillis: number;
  millis: number;
  exemplars: { value: number; traceId: string; spanId: string; filtered: object }[];
}

interface RawExemplar {
  filteredAttributes: RawAttribute[];
  asDouble?: number;
  asInt?: string;
  traceId: Uint8Array;
  spanId: Uint8Array;
}

/** All data points of a request, in its order. */
export function metricPoints(bytes: Uint8Array): MetricPoint[] {
  return decodeMetrics(bytes).flatMap(({ name, points }) =>
    points.map((point) => ({
      metric: name,
      attributes: plain(point.attributes),
      value: Number(point.count ?? point.asInt ?? point.asDouble),
      startMillis: millisOf(point.startTimeUnixNano),
      millis: millisOf(point.timeUnixNano),
      exemplars: (point.exemplars as RawExemplar[]).map((exemplar) => ({
        value: Number(exemplar.asInt ?? exemplar.asDouble),
        traceId: Buffer.from(exemplar.traceId).toString('hex'),
        spanId: Buffer.from(exemplar.spanId).toString('hex'),
        filtered: plain(decodeAttributes(exemplar.filteredAttributes)),
      })),
    })),
  );
}

function millisOf(unixNano: string): number {
  return Number(BigInt(unixNano) / 1_000_000n);
}

/** Integers as numbers, and everything else without its type. */
function plain(attributes: DecodedAttribute[]): Record<string, unknown> {
  const entries = attributes.map(([key, value]) => {
    if (value === 'empty') return [key, null] as const;
    return [key, 'int' in value ? Number(value.int) : Object.values(value)[0]] as const;
  });
  return Object.fromEntries(entries);
}
