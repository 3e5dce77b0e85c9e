import type { DecodedMetric, DecodedPoint } from '../support/decode-metrics';

/** Names for times. */
export interface TimeLabels {
  label(unixNano: string): string;
}

/**
 * What is compared of one export. The specification leaves the order of scopes, metrics, points and attributes open, so all are
 * sorted; of times it is compared between which collections they lie.
 */
export function normalise(metrics: readonly DecodedMetric[], times: TimeLabels): object[] {
  return sorted(
    metrics.map(({ points, ...metric }) => ({
      ...metric,
      points: sorted(points.map((point) => normalisePoint(point, times))),
    })),
  );
}

function normalisePoint(point: DecodedPoint, times: TimeLabels): object {
  return {
    ...point,
    attributes: sorted(point.attributes),
    startTimeUnixNano: times.label(point.startTimeUnixNano),
    timeUnixNano: times.label(point.timeUnixNano),
  };
}

/** By their text, whose keys are in one order in what a decoder made. */
function sorted<T>(items: readonly T[]): T[] {
  return items
    .map((item) => [JSON.stringify(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item);
}
