import { ExportMetricsServiceRequest } from 'otlp-receiver/message-types';

/** One point of a metric, with what these tests compare. */
export interface Point {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'sum' | 'histogram';
  readonly isMonotonic: boolean | undefined;
  readonly bounds: readonly number[] | undefined;
  readonly attributes: Record<string, string | number>;
  /** Of a histogram its sum. */
  readonly value: number;
  readonly count: number | undefined;
}

interface RawPoint {
  attributes?: { key: string; value: { stringValue?: string; intValue?: string } }[];
  asInt?: string;
  asDouble?: number;
  count?: string;
  sum?: number;
  explicitBounds?: number[];
}

interface RawMetric {
  name: string;
  unit: string;
  sum?: { dataPoints: RawPoint[]; isMonotonic: boolean };
  histogram?: { dataPoints: RawPoint[] };
}

interface RawRequest {
  resourceMetrics: { scopeMetrics?: { metrics: RawMetric[] }[] }[];
}

/** The points of a protobuf request, by name, then by attributes. */
export function decodeMetrics(bytes: Uint8Array): Point[] {
  const type = ExportMetricsServiceRequest;
  const request = type.toObject(type.decode(bytes), { longs: String }) as RawRequest;
  const metrics = request.resourceMetrics.flatMap(({ scopeMetrics }) =>
    (scopeMetrics ?? []).flatMap(({ metrics }) => metrics),
  );
  return metrics.flatMap(pointsOf).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function pointsOf({ name, unit, sum, histogram }: RawMetric): Point[] {
  return (sum ?? histogram!).dataPoints.map((point) => ({
    name,
    unit,
    kind: sum === undefined ? 'histogram' : 'sum',
    isMonotonic: sum?.isMonotonic,
    bounds: histogram === undefined ? undefined : (point.explicitBounds ?? []),
    attributes: Object.fromEntries(
      (point.attributes ?? [])
        .map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    value: sum === undefined ? (point.sum ?? 0) : Number(point.asInt ?? point.asDouble),
    count: point.count === undefined ? undefined : Number(point.count),
  }));
}

function keyOf({ name, attributes }: Point): string {
  return `${name} ${JSON.stringify(attributes)}`;
}
