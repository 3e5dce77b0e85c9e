import { decodeSpans, type ReceivedSpan } from 'otlp-receiver';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Keeper } from '../item-ledger.ts';
import type { Exchange } from './exchange.ts';
import { kOk, type Fault } from './faults.ts';

const kNanosPerMilli = 1e6;

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Accepts every request, but may do something else first with those that have spans. */
abstract class SpanFault implements Fault {
  abstract readonly name: string;

  async play(exchange: Exchange, ledger: Keeper): Promise<void> {
    const beganMs = nowMs();
    const body = await exchange.readRequest();
    const isForSpans = exchange.path === '/v1/traces';
    if (isForSpans && !(await this.takes(decodeSpans(body), beganMs))) return exchange.reset();
    ledger.keep(body);
    exchange.write(kOk);
    if (isForSpans) this.answered(nowMs());
  }

  /** @returns whether the request is accepted; the connection is reset otherwise */
  protected abstract takes(spans: readonly ReceivedSpan[], beganMs: number): Promise<boolean>;
  protected answered(_atMs: number): void {}
}

/** Takes this long for each request with spans. */
export class SlowReceiver extends SpanFault {
  readonly name = 'slow';
  requests = 0;
  readonly #takesMs: number;
  #beganMs = Infinity;
  #endedMs = 0;

  constructor(takesMs: number) {
    super();
    this.#takesMs = takesMs;
  }

  /** From the first request to the last answer. */
  get totalMs(): number {
    return this.#endedMs - this.#beganMs;
  }

  protected override async takes(_: readonly ReceivedSpan[], beganMs: number): Promise<boolean> {
    this.requests++;
    this.#beganMs = Math.min(this.#beganMs, beganMs);
    await sleep(this.#takesMs);
    return true;
  }

  protected override answered(atMs: number): void {
    this.#endedMs = atMs;
  }
}

/** Resets the connection on which one particular span comes, and takes all others. */
export class Poisoned extends SpanFault {
  readonly name = 'reset by one span';
  requests = 0;
  /** The span, once it has come. */
  span: ReceivedSpan | undefined;
  readonly #index: number;
  #firstLossMs = Infinity;
  #lastArrivalMs = Infinity;

  /** @param index which of the spans it is, as `contentOf` numbers them */
  constructor(index: number) {
    super();
    this.#index = index;
  }

  /** From the first reset to the last answer. */
  get totalMs(): number {
    return this.#lastArrivalMs - this.#firstLossMs;
  }

  protected override takes(spans: readonly ReceivedSpan[]): Promise<boolean> {
    this.requests++;
    const poison = spans.find(({ attributes }) => Number(attributes['index']) === this.#index);
    if (poison === undefined) return Promise.resolve(true);
    this.span = poison;
    this.#firstLossMs = Math.min(this.#firstLossMs, nowMs());
    return Promise.resolve(false);
  }

  protected override answered(atMs: number): void {
    this.#lastArrivalMs = atMs;
  }
}

/** Notes how long after its end each span comes. */
export class DelayMeter extends SpanFault {
  readonly name = 'metered';
  readonly #delays: { readonly endedMs: number; readonly delayMs: number }[] = [];

  /** Of 99 in 100 spans that ended between these times, in milliseconds since 1970. */
  p99Ms(fromMs: number, toMs: number): number {
    const delays = this.#delays
      .filter(({ endedMs }) => endedMs >= fromMs && endedMs < toMs)
      .map(({ delayMs }) => delayMs)
      .sort((one, other) => one - other);
    return delays[Math.ceil(delays.length * 0.99) - 1] ?? Number.NaN;
  }

  protected override takes(spans: readonly ReceivedSpan[]): Promise<boolean> {
    const arrivedMs = nowMs();
    for (const { endTimeUnixNano } of spans) {
      const endedMs = Number(endTimeUnixNano) / kNanosPerMilli;
      this.#delays.push({ endedMs, delayMs: arrivedMs - endedMs });
    }
    return Promise.resolve(true);
  }
}
