import { plainResource, plainScope } from './decode-spans.ts';
import { decodeMetricRequest, type Metric, type Point } from './otlp-messages.ts';
import { plainAttributes } from './plain-value.ts';
import type { ReceivedMetric, ReceivedPoint } from './received-metric.ts';

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
    value: valueOf(point),
    ...(point.count !== undefined && { count: Number(point.count) }),
  };
}

function valueOf(point: Point): number {
  if (point.value === 'asInt') return Number(point.asInt);
  return point.value === 'asDouble' ? point.asDouble! : (point.sum ?? 0);
}
