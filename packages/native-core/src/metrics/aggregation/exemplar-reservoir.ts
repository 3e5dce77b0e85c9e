import type { SpanContext } from '@opentelemetry/api';
import {
  kExemplarDoubles,
  kExemplarFilteredDouble,
  kExemplarMillisDouble,
  kExemplarSeenDouble,
  kExemplarSpanIdDouble,
  kExemplarTraceIdDouble,
  kExemplarValueDouble,
  kExemplarsDouble,
  kStampDouble,
} from '../../record/format.gen';
import type { Cell } from './metric-memory';
import { systemMillis } from '../../values/clock';

/** Returns the doubles in one of the two banks. */
export function exemplarBankDoubles(count: number): number {
  return kExemplarsDouble + count * kExemplarDoubles;
}

/** Buffers over the chunks, for writing ids. */
const buffers = new WeakMap<Float64Array, Buffer>();

function bufferOf(memory: Float64Array): Buffer {
  let buffer = buffers.get(memory);
  if (buffer === undefined) {
    buffer = Buffer.from(memory.buffer as ArrayBuffer);
    buffers.set(memory, buffer);
  }
  return buffer;
}

/**
 * The exemplars of a series in one interval. Each place keeps one of the measurements offered to it, chosen uniformly:
 * https://opentelemetry.io/docs/specs/otel/metrics/sdk/#exemplarreservoir
 */
export class ExemplarReservoir {
  readonly count: number;
  /** True when each bucket of a histogram has its own place; else all measurements compete for all places. */
  readonly #perBucket: boolean;
  readonly #bankDoubles: number;

  constructor(count: number, perBucket: boolean) {
    this.count = count;
    this.#perBucket = perBucket;
    this.#bankDoubles = exemplarBankDoubles(count);
  }

  /** Returns the bank of an interval; empties it first if it still holds an older interval. */
  bank({ memory, at }: Cell, epoch: number): number {
    const bank = at + (epoch & 1) * this.#bankDoubles;
    if (memory[bank + kStampDouble] !== epoch) {
      memory.fill(0, bank, bank + this.#bankDoubles);
      memory[bank + kStampDouble] = epoch;
    }
    return bank;
  }

  /** Returns the place to keep a measurement in, or -1 to skip it. */
  choose(memory: Float64Array, bank: number, bucket: number): number {
    const first = bank + kExemplarsDouble;
    const counter = this.#perBucket ? first + bucket * kExemplarDoubles : first;
    const seen = (memory[counter + kExemplarSeenDouble] =
      memory[counter + kExemplarSeenDouble]! + 1);
    if (this.#perBucket) return Math.random() * seen < 1 ? counter : -1;
    const place = seen <= this.count ? seen - 1 : Math.floor(Math.random() * seen);
    return place < this.count ? first + place * kExemplarDoubles : -1;
  }

  keep(
    memory: Float64Array,
    place: number,
    value: number,
    { traceId, spanId }: SpanContext,
    filteredId: number,
  ): void {
    memory[place + kExemplarMillisDouble] = systemMillis();
    memory[place + kExemplarValueDouble] = value;
    memory[place + kExemplarFilteredDouble] = filteredId;
    const buffer = bufferOf(memory);
    buffer.write(traceId, (place + kExemplarTraceIdDouble) * 8, 16, 'hex');
    buffer.write(spanId, (place + kExemplarSpanIdDouble) * 8, 8, 'hex');
  }
}
