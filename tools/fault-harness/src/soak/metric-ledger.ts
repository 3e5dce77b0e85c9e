import type {
  PlainAttributes,
  ReceivedExemplar,
  ReceivedMetric,
  ReceivedPoint,
} from 'otlp-receiver';
import { arrivalsOf, type Points, type SeriesArrivals } from '../metrics/arrivals.ts';
import { PointLedger } from '../metrics/point-ledger.ts';
import { hasItsText } from './soak-text.ts';

/**
 * Accounting by data point: round and producer are attributes of its resource, the number of its series is its own. A point
 * that came before has the time of that one. What a round has got is forgotten once it is settled.
 */
export class MetricLedger extends PointLedger {
  readonly #seriesByProducer = new Map<string, Map<string, Points>>();
  #settledRounds = 0;
  exemplars = 0;

  protected override keepOne({ name, resource }: ReceivedMetric, point: ReceivedPoint): void {
    if (!isIntact(name, resource.attributes, point)) this.corrupted++;
    this.exemplars += point.exemplars.length;
    const { round, producer } = resource.attributes;
    // A request that was given up may come later than the account of its round.
    if (Number(round) < this.#settledRounds) return;
    const series = entryOf(this.#seriesByProducer, producerKey(Number(round), Number(producer)));
    this.keepIn(entryOf(series, seriesKey(name, Number(point.attributes['index']))), point);
  }

  arrivals(round: number, producer: number, stream: number, series: number): SeriesArrivals {
    const points = this.#seriesByProducer
      .get(producerKey(round, producer))
      ?.get(seriesKey(`stream ${stream}`, series));
    return arrivalsOf(points);
  }

  /** Different series of a producer of which anything came. */
  seriesCount(round: number, producer: number): number {
    return this.#seriesByProducer.get(producerKey(round, producer))?.size ?? 0;
  }

  /** Forgets all rounds before `round`. */
  settle(round: number): void {
    this.#settledRounds = round;
    this.#seriesByProducer.clear();
  }
}

function producerKey(round: number, producer: number): string {
  return `${round}/${producer}`;
}

function seriesKey(metric: string, series: number): string {
  return `${metric}/${series}`;
}

function entryOf<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map()));
  return map;
}

/** As native/metric-producer.cpp makes them. */
function isIntact(
  name: string,
  resource: PlainAttributes,
  { attributes, count, bucketTotal, exemplars }: ReceivedPoint,
): boolean {
  if (!hasItsText(attributes) || count !== bucketTotal) return false;
  const words = [Number(resource['round']) + 1, Number(resource['producer'])];
  const series = [Number(name.slice('stream '.length)), Number(attributes['index'])];
  const traceId = hex([...words, ...series]);
  return exemplars.every((exemplar) => isIntactExemplar(exemplar, traceId));
}

/** As native/exemplar.cpp writes them; some have no span, and some nothing that a view left out. */
function isIntactExemplar(exemplar: ReceivedExemplar, traceIdOfSeries: string): boolean {
  const { value, traceId, spanId, filteredAttributes } = exemplar;
  const hasItsSpan = traceId === traceIdOfSeries && spanId === hex([0, value]);
  const hasNone = traceId === '' && spanId === '';
  const { value: filtered = value } = filteredAttributes;
  return (hasItsSpan || hasNone) && filtered === value && value > 0;
}

function hex(words: readonly number[]): string {
  return words.map((word) => word.toString(16).padStart(8, '0')).join('');
}
