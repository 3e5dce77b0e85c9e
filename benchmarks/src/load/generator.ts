import { setTimeout as delay } from 'node:timers/promises';

import { Pool } from 'undici';

import { percentile } from './latencies.ts';
import type { LoadPhase, LoadResult } from './load-source.ts';

/** At a fixed rate a request never waits for a connection: one that did would hide how late the answers are. */
const connectionsAtFixedRate = 256;

/** Makes load with keep-alive connections and paths `/orders/0`, `/orders/1`, … */
export class Generator {
  readonly #pool: Pool;
  readonly #phase: LoadPhase;
  readonly #latenciesMs: number[] = [];
  readonly #startedMs = performance.now();
  #failures = 0;
  #sent = 0;

  constructor(phase: LoadPhase) {
    this.#phase = phase;
    const connections = phase.rate === undefined ? phase.connections : connectionsAtFixedRate;
    this.#pool = new Pool(phase.url, { connections });
  }

  async run(): Promise<LoadResult> {
    const { rate } = this.#phase;
    await (rate === undefined ? this.#saturate() : this.#keepRate(rate));
    const seconds = this.#elapsedMs() / 1000;
    await this.#pool.close();
    const sorted = this.#latenciesMs.toSorted((a, b) => a - b);
    return {
      requests: sorted.length,
      failures: this.#failures,
      seconds,
      p50Ms: percentile(sorted, 0.5),
      p99Ms: percentile(sorted, 0.99),
    };
  }

  /** One request after the other on each connection. */
  async #saturate(): Promise<void> {
    const endMs = this.#phase.seconds * 1000;
    const connection = async () => {
      while (this.#elapsedMs() < endMs) await this.#request();
    };
    await Promise.all(Array.from({ length: this.#phase.connections }, connection));
  }

  /** Evenly spaced and never held back by answers that are late. */
  async #keepRate(rate: number): Promise<void> {
    const total = Math.round(rate * this.#phase.seconds);
    const underWay = new Set<Promise<void>>();
    while (this.#sent < total) {
      const dueMs = (this.#sent / rate) * 1000;
      const waitMs = dueMs - this.#elapsedMs();
      if (waitMs > 0) await delay(waitMs);
      const request = this.#request().finally(() => underWay.delete(request));
      underWay.add(request);
    }
    await Promise.all(underWay);
  }

  async #request(): Promise<void> {
    const beganMs = performance.now();
    try {
      const path = `/orders/${this.#sent++}`;
      const { statusCode, body } = await this.#pool.request({ method: 'GET', path });
      await body.dump();
      if (statusCode !== 200) throw new Error(`status ${statusCode}`);
      this.#latenciesMs.push(performance.now() - beganMs);
    } catch {
      this.#failures += 1;
    }
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }
}
