import { decodeMetrics, type ReceivedMetric, type ReceivedPoint } from 'otlp-receiver';
import type { Keeper } from '../ledger.ts';
import { arrivalsOf, keepPoint, type Points, type SeriesArrivals } from './arrivals.ts';
import { kCpuTime, seriesKey, valueInSpan } from './instruments.ts';

/** Receiver-side accounting by data point, of all that `MetricWork` records. Other metrics are only counted. */
export class MetricLedger implements Keeper {
  /** By `seriesKey`, or any other name for the series of other metrics. */
  readonly #series = new Map<string, Points>();
  /** Ids of the spans that exemplars name. */
  readonly exemplarSpans = new Set<string>();
  /** Requests that are no OTLP, points that came again with another value, histograms and exemplars with wrong numbers. */
  corrupted = 0;
  /** Different points. */
  received = 0;
  /** Arrivals beyond the first of each point. */
  duplicated = 0;

  keep(body: Buffer, rejected = 0): number {
    let metrics: ReceivedMetric[];
    try {
      metrics = decodeMetrics(body);
    } catch {
      this.corrupted++;
      return 0;
    }
    const points = metrics.flatMap((metric) => metric.points.map((point) => ({ metric, point })));
    for (const { metric, point } of points.slice(rejected)) this.#keepOne(metric, point);
    return Math.max(0, points.length - rejected);
  }

  #keepOne(metric: ReceivedMetric, point: ReceivedPoint): void {
    const key = keyOf(metric, point);
    let points = this.#series.get(key);
    if (points === undefined) this.#series.set(key, (points = new Map()));
    const arrival = keepPoint(points, point.timeUnixNano, point.value);
    if (arrival === 'new') this.received++;
    else this.duplicated++;
    if (arrival === 'other' || !isConsistent(point)) this.corrupted++;
    for (const { spanId } of point.exemplars) this.exemplarSpans.add(spanId);
  }

  /** @param key a `seriesKey` */
  arrivals(key: string): SeriesArrivals {
    return arrivalsOf(this.#series.get(key));
  }

  /**
   * Seconds of the processor that a process said that it took.
   * @param pid empty where resources do not name it
   */
  cpuSeconds(isDelta: boolean, pid = ''): number {
    return [...this.#series].reduce((sum, [key, points]) => {
      if (!key.startsWith(`${kCpuTime} ${pid} `)) return sum;
      const arrivals = arrivalsOf(points);
      return sum + (isDelta ? arrivals.sum : arrivals.last);
    }, 0);
  }
}

/** Workers' points have the attribute `thread.id` beside what their applications said: `part` says that as well. */
function keyOf({ name, resource }: ReceivedMetric, { attributes }: ReceivedPoint): string {
  const { part, series } = attributes;
  if (typeof part === 'string') return seriesKey(name, part, Number(series));
  const pid = Number(resource.attributes['process.pid'] ?? NaN);
  const rest = JSON.stringify(Object.entries(attributes).sort());
  return `${name} ${Number.isNaN(pid) ? '' : pid} ${rest}`;
}

/** As `MetricWork` records it: each exemplar has the value of its span, and each measurement is in one bucket. */
function isConsistent({ count, bucketTotal, exemplars }: ReceivedPoint): boolean {
  const isWhole = count === bucketTotal && exemplars.length <= (count ?? 1);
  return isWhole && exemplars.every(({ spanId, value }) => value === valueInSpan(spanId));
}
