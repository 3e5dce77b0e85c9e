import { decodeMetrics, type ReceivedMetric, type ReceivedPoint } from 'otlp-receiver';
import type { Keeper } from '../item-ledger.ts';
import { keepPoint, type Points } from './arrivals.ts';

/** Receiver-side accounting by data point. What a point's series is, and what it must look like, a subclass knows. */
export abstract class PointLedger implements Keeper {
  /** Requests that are no OTLP, points with wrong content, and points that came again with another value. */
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
    const kept = points.slice(rejected);
    for (const { metric, point } of kept) this.keepOne(metric, point);
    return kept.length;
  }

  protected abstract keepOne(metric: ReceivedMetric, point: ReceivedPoint): void;

  /** Adds a point to those of its series. */
  protected keepIn(series: Points, { timeUnixNano, value }: ReceivedPoint): void {
    const arrival = keepPoint(series, timeUnixNano, value);
    if (arrival === 'new') this.received++;
    else this.duplicated++;
    if (arrival === 'other') this.corrupted++;
  }
}
