import { hex, plainResource, plainScope } from './decode-spans.ts';
import { decodeMetricRequest, type Exemplar, type Metric, type Point } from './otlp-messages.ts';
import { plainAttributes } from './plain-value.ts';
import type { ReceivedExemplar, ReceivedMetric, ReceivedPoint } from './received-metric.ts';

/** All metrics of a protobuf `ExportMetricsServiceRequest`, in the order they have there. Throws on anything else. */
export function decodeMetrics(bytes: Uint8Array): ReceivedMetric[] {
  return decodeMetricRequest(bytes).resourceMetrics.flatMap((resourceMetrics) => {
    const resource = plainResource(resourceMetrics);
    return resourceMetrics.scopeMetrics.flatMap((scopeMetrics) => {
      const scope = plainScope(scopeMetrics);
      return scopeMetrics.metrics.flatMap((metric) => {
        const decoded = plainMetric(metric);
        return decoded === undefined ? [] : [{ ...decoded, scope, resource }];
      });
    });
  });
}

/** Undefined for a kind that no SDK makes any more. */
function plainMetric(metric: Metric): Omit<ReceivedMetric, 'scope' | 'resource'> | undefined {
  const { name, unit, description, data: kind } = metric;
  if (kind === undefined || kind === 'summary') return undefined;
  return { name, unit, description, kind, points: metric[kind].dataPoints.map(plainPoint) };
}

function plainPoint(point: Point): ReceivedPoint {
  return {
    attributes: plainAttributes(point.attributes),
    startTimeUnixNano: point.startTimeUnixNano,
    timeUnixNano: point.timeUnixNano,
    value: numberOf(point) ?? point.sum ?? 0,
    ...(point.count !== undefined && {
      count: Number(point.count),
      bucketTotal: bucketTotalOf(point),
    }),
    exemplars: (point.exemplars ?? []).map(plainExemplar),
  };
}

function plainExemplar(exemplar: Exemplar): ReceivedExemplar {
  return {
    value: numberOf(exemplar) ?? 0,
    timeUnixNano: exemplar.timeUnixNano,
    traceId: hex(exemplar.traceId),
    spanId: hex(exemplar.spanId),
    filteredAttributes: plainAttributes(exemplar.filteredAttributes),
  };
}

function numberOf({ value, asInt, asDouble }: Point | Exemplar): number | undefined {
  if (value === 'asInt') return Number(asInt);
  return value === 'asDouble' ? asDouble : undefined;
}

function bucketTotalOf({ bucketCounts = [], zeroCount = '0', positive, negative }: Point): number {
  const ranges = [positive?.bucketCounts ?? [], negative?.bucketCounts ?? []].flat();
  return [...bucketCounts, zeroCount, ...ranges].reduce((sum, count) => sum + Number(count), 0);
}
