import type { ReceivedMetric, ReceivedPoint } from 'otlp-receiver';
import { attributesOf, shown } from './text.ts';

/** Data points shown for one metric. */
const kMaxPoints = 50;

/** A line for each data point: name, value, unit, attributes. */
export function metricLines(metric: ReceivedMetric): string[] {
  const lines = metric.points.slice(0, kMaxPoints).map((point) => pointText(metric, point));
  const more = metric.points.length - kMaxPoints;
  return more > 0 ? [...lines, `metric ${shown(metric.name)}  (${more} more points)`] : lines;
}

function pointText({ name, unit }: ReceivedMetric, point: ReceivedPoint): string {
  const measured = unit === '' ? `${point.value}` : `${point.value} ${shown(unit)}`;
  const value = point.count === undefined ? measured : `count ${point.count}, sum ${measured}`;
  const parts = [`metric ${shown(name)}`, value, attributesOf(point.attributes)];
  return parts.filter((part) => part !== '').join('  ');
}
