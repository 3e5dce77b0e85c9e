import { decodeSpans, type ReceivedSpan } from 'otlp-receiver';
import type { Keeper } from '../ledger.ts';
import { hasItsText } from './soak-text.ts';

const kIndexDigits = 6;

/** What came of the spans of one producer. */
export interface Arrivals {
  /** Different spans that came at least once. */
  readonly received: number;
  /** Arrivals beyond the first of each span. */
  readonly duplicated: number;
  /** Spans that the producer did not end. */
  readonly strangers: number;
}

/**
 * Accounting by span id for runs that make millions of them: an id is round, producer and index, and what a round has got
 * is forgotten once it is settled.
 */
export class SoakLedger implements Keeper {
  /** How often each index came, by round and producer as the ids spell them. */
  readonly #timesByProducer = new Map<string, number[]>();
  #settledRounds = 0;
  /** Requests that are no OTLP, and spans with another content than they had. */
  corrupted = 0;

  keep(body: Buffer, rejected = 0): number {
    let spans: ReceivedSpan[];
    try {
      spans = decodeSpans(body).slice(rejected);
    } catch {
      this.corrupted++;
      return 0;
    }
    for (const span of spans) this.#keepOne(span);
    return spans.length;
  }

  #keepOne(span: ReceivedSpan): void {
    if (!isIntact(span)) this.corrupted++;
    // A request that was given up may come later than the account of its round.
    if (parseInt(span.spanId.slice(0, 8), 16) < this.#settledRounds) return;
    const producer = span.spanId.slice(0, -kIndexDigits);
    const index = indexOf(span.spanId);
    let times = this.#timesByProducer.get(producer);
    if (times === undefined) this.#timesByProducer.set(producer, (times = []));
    times[index] = (times[index] ?? 0) + 1;
  }

  /** What came of the `ended` spans of a producer. */
  arrivals(round: number, producer: number, ended: number): Arrivals {
    const key = round.toString(16).padStart(8, '0') + producer.toString(16).padStart(2, '0');
    const times = this.#timesByProducer.get(key) ?? [];
    let received = 0;
    let duplicated = 0;
    for (const count of times.slice(0, ended)) {
      if (count === undefined) continue;
      received++;
      duplicated += count - 1;
    }
    return { received, duplicated, strangers: Math.max(0, times.length - ended) };
  }

  /** Forgets all rounds before `round`. */
  settle(round: number): void {
    this.#settledRounds = round;
    this.#timesByProducer.clear();
  }
}

function indexOf(spanId: string): number {
  return parseInt(spanId.slice(-kIndexDigits), 16);
}

/** As native/producer.cpp makes them. */
function isIntact({ spanId, name, attributes }: ReceivedSpan): boolean {
  return (
    /^work \d$/.test(name) && attributes['index'] === indexOf(spanId) && hasItsText(attributes)
  );
}
