import type { ReceivedMetric, ReceivedPoint } from 'otlp-receiver';
import { arrivalsOf, type Points, type SeriesArrivals } from './arrivals.ts';
import { kCpuTime, seriesKey, valueInSpan } from './instruments.ts';
import { PointLedger } from './point-ledger.ts';

/** Receiver-side accounting by data point, of all that `MetricWork` records. Other metrics are only counted. */
export class MetricLedger extends PointLedger {
  /** By `seriesKey`, or any other name for the series of other metrics. */
  readonly #series = new Map<string, Points>();
  /** Ids of the spans that exemplars name. */
  readonly exemplarSpans = new Set<string>();

  protected override keepOne(metric: ReceivedMetric, point: ReceivedPoint): void {
    const key = keyOf(metric, point);
    let points = this.#series.get(key);
    if (points === undefined) this.#series.set(key, (points = new Map()));
    this.keepIn(points, point);
    if (!isConsistent(point)) this.corrupted++;
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
