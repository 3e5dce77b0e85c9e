import { decodeSpans, type ReceivedSpan } from 'otlp-receiver';
import { contentOf } from './span-content.ts';

/** Where a receiver writes down what it takes. */
export interface Keeper {
  /** Takes a whole request in, except its first items where the receiver rejects some. Gives how many it has kept. */
  keep(body: Buffer, rejected?: number, path?: string): number;
}

/** Receiver-side accounting by span id. */
export class Ledger implements Keeper {
  readonly #timesById = new Map<string, number>();
  readonly #textBytes: number;
  #corrupted = 0;

  /** @param textBytes what the application was told, so that contents can be compared */
  constructor(textBytes: number) {
    this.#textBytes = textBytes;
  }

  keep(body: Buffer, rejected = 0): number {
    let spans: ReceivedSpan[];
    try {
      spans = decodeSpans(body).slice(rejected);
    } catch {
      this.#corrupted++;
      return 0;
    }
    for (const span of spans) {
      this.#timesById.set(span.spanId, (this.#timesById.get(span.spanId) ?? 0) + 1);
      if (!this.#isIntact(span)) this.#corrupted++;
    }
    return spans.length;
  }

  /** Compares with what the application says that it ended. */
  settle(endedIds: readonly string[]): Account {
    const ended = new Set(endedIds);
    const strangers = [...this.#timesById.keys()].filter((id) => !ended.has(id)).length;
    const received = this.#timesById.size - strangers;
    const arrivals = [...this.#timesById.values()].reduce((sum, times) => sum + times, 0);
    return {
      ended: ended.size,
      received,
      lost: ended.size - received,
      duplicated: arrivals - this.#timesById.size,
      corrupted: this.#corrupted + strangers,
    };
  }

  has(spanId: string): boolean {
    return this.#timesById.has(spanId);
  }

  /** Requests that are no OTLP, and spans with another content than they had. */
  get corrupted(): number {
    return this.#corrupted;
  }

  #isIntact(span: ReceivedSpan): boolean {
    const { index, digest, text } = span.attributes;
    const expected = contentOf(Number(index), this.#textBytes);
    return (
      span.name === expected.name &&
      digest === expected.attributes.digest &&
      text === expected.attributes.text
    );
  }
}

/** What became of the spans of one run. */
export interface Account {
  readonly ended: number;
  /** Different spans that came at least once. */
  readonly received: number;
  readonly lost: number;
  /** Arrivals beyond the first of each span. */
  readonly duplicated: number;
  /** Requests that are no OTLP, spans with another content than they had, and spans that nobody ended. */
  readonly corrupted: number;
}

export const kEmptyAccount: Account = {
  ended: 0,
  received: 0,
  lost: 0,
  duplicated: 0,
  corrupted: 0,
};
