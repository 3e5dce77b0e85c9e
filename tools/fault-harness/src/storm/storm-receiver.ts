import { setTimeout as sleep } from 'node:timers/promises';
import type { Keeper } from '../item-ledger.ts';
import type { Random } from '../random.ts';
import type { Exchange } from '../server/exchange.ts';
import { kOk, type Fault } from '../server/faults.ts';

const kMaxAnswerMs = 100;
const kHangingShare = 0.02;

/** Answers each request after a while, a few of them never, and counts those whose sender went away before. */
export class StormReceiver implements Fault {
  readonly name = 'late';
  requests = 0;
  unanswered = 0;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  async play(exchange: Exchange, ledger: Keeper): Promise<void> {
    this.requests++;
    this.unanswered++;
    ledger.keep(await exchange.readRequest());
    if (this.#random.next() < kHangingShare) return exchange.untilClosed();
    await sleep(this.#random.between(0, kMaxAnswerMs));
    if (exchange.isOver) return;
    exchange.write(kOk);
    this.unanswered--;
  }
}
