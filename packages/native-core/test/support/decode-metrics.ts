import { ExportMetricsServiceRequest } from 'otlp-receiver/message-types';
import { decodeAttributes, type DecodedAttribute, type RawAttribute } from './decode-otlp';

/** A data point whose fields depend on the metric's kind; numbers of 64 bits are texts. */
export interface DecodedPoint {
  attributes: DecodedAttribute[];
  startTimeUnixNano: string;
  timeUnixNano: string;
  [field: string]: unknown;
}

export interface DecodedMetric {
  name: string;
  description: string;
  unit: string;
  kind: 'sum' | 'gauge' | 'histogram' | 'exponentialHistogram';
  /** 1 is delta, 2 cumulative; a gauge has none. */
  aggregationTemporality?: number;
  isMonotonic?: boolean;
  points: DecodedPoint[];
  scope: { name: string; version: string; schemaUrl: string };
  resource: { attributes: DecodedAttribute[]; schemaUrl: string };
}

interface RawPoint {
  attributes: RawAttribute[];
  startTimeUnixNano: string;
  timeUnixNano: string;
}

interface RawData {
  dataPoints: RawPoint[];
  aggregationTemporality?: number;
  isMonotonic?: boolean;
}

interface RawMetric extends Partial<Record<DecodedMetric['kind'], RawData>> {
  name: string;
  description: string;
  unit: string;
}

interface RawRequest {
  resourceMetrics: {
    resource: { attributes: RawAttribute[] } | null;
    schemaUrl: string;
    scopeMetrics: {
      scope: { name: string; version: string } | null;
      schemaUrl: string;
      metrics: RawMetric[];
    }[];
  }[];
}

const kinds = ['sum', 'gauge', 'histogram', 'exponentialHistogram'] as const;

/** The metrics of one `ExportMetricsServiceRequest`, in their order there, as plain objects. */
export function decodeMetrics(bytes: Uint8Array): DecodedMetric[] {
  const message = ExportMetricsServiceRequest.decode(bytes);
  const options = { longs: String, defaults: true };
  const request = ExportMetricsServiceRequest.toObject(message, options) as RawRequest;
  return request.resourceMetrics.flatMap(({ resource, schemaUrl, scopeMetrics }) =>
    scopeMetrics.flatMap((group) =>
      group.metrics.map((metric) => ({
        ...decodeMetric(metric),
        scope: {
          name: group.scope?.name ?? '',
          version: group.scope?.version ?? '',
          schemaUrl: group.schemaUrl,
        },
        resource: { attributes: decodeAttributes(resource?.attributes ?? []), schemaUrl },
      })),
    ),
  );
}

function decodeMetric(metric: RawMetric): Omit<DecodedMetric, 'scope' | 'resource'> {
  const kind = kinds.find((candidate) => metric[candidate] !== undefined);
  if (kind === undefined) throw new Error(`metric ${metric.name} holds no data of a known kind`);
  const { dataPoints, ...rest } = metric[kind]!;
  return {
    name: metric.name,
    description: metric.description,
    unit: metric.unit,
    kind,
    ...rest,
    points: dataPoints.map((point) => ({
      ...point,
      attributes: decodeAttributes(point.attributes),
    })),
  };
}
