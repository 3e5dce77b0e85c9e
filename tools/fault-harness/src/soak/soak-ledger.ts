import { decodeLogs, decodeSpans, type PlainAttributes } from 'otlp-receiver';
import type { Keeper } from '../item-ledger.ts';
import { hasItsText } from './soak-text.ts';

const kIndexDigits = 6;
const kSeverities = 24;

/** What is looked at of a span or log record. */
interface SoakItem {
  readonly spanId: string;
  readonly name: string;
  /** With its text, which log records have in their body. */
  readonly attributes: PlainAttributes;
}

/** What came of the items of one producer. */
export interface Arrivals {
  /** Different items that came at least once. */
  readonly received: number;
  /** Arrivals beyond the first of each item. */
  readonly duplicated: number;
  /** Items that the producer did not end. */
  readonly strangers: number;
}

/**
 * Accounting by span id for runs that make millions of items: an id is round, producer and index, and what a round has got
 * is forgotten once it is settled.
 */
abstract class SoakLedger implements Keeper {
  /** How often each index came, by round and producer as the ids spell them. */
  readonly #timesByProducer = new Map<string, number[]>();
  #settledRounds = 0;
  /** Requests that are no OTLP, and items with another content than they had. */
  corrupted = 0;

  keep(body: Buffer, rejected = 0): number {
    let items: SoakItem[];
    try {
      items = this.decode(body).slice(rejected);
    } catch {
      this.corrupted++;
      return 0;
    }
    for (const item of items) this.#keepOne(item);
    return items.length;
  }

  protected abstract decode(body: Buffer): SoakItem[];

  #keepOne({ spanId, name, attributes }: SoakItem): void {
    if (!isIntact(spanId, name, attributes)) this.corrupted++;
    // A request that was given up may come later than the account of its round.
    if (parseInt(spanId.slice(0, 8), 16) < this.#settledRounds) return;
    const producer = spanId.slice(0, -kIndexDigits);
    const index = indexOf(spanId);
    let times = this.#timesByProducer.get(producer);
    if (times === undefined) this.#timesByProducer.set(producer, (times = []));
    times[index] = (times[index] ?? 0) + 1;
  }

  /** What came of the `ended` items of a producer. */
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

export class SoakSpanLedger extends SoakLedger {
  protected override decode(body: Buffer): SoakItem[] {
    return decodeSpans(body);
  }
}

export class SoakLogLedger extends SoakLedger {
  protected override decode(body: Buffer): SoakItem[] {
    return decodeLogs(body).map(({ spanId, eventName, severityNumber, body, attributes }) => ({
      spanId,
      // Another severity than that of the index makes it another item.
      name: severityNumber === 1 + (indexOf(spanId) % kSeverities) ? eventName : '',
      attributes: { ...attributes, ...(body as PlainAttributes) },
    }));
  }
}

/** As native/item-record.cpp makes them. */
function isIntact(spanId: string, name: string, attributes: PlainAttributes): boolean {
  return (
    /^work \d$/.test(name) && attributes['index'] === indexOf(spanId) && hasItsText(attributes)
  );
}
