import { performance } from 'node:perf_hooks';

/** How long the event loop was held. A request that came in at the worst moment waited so long for its turn. */
export interface LoopPauses {
  /** Milliseconds of the longest stretch of work between two moments at which the loop had nothing to do. */
  readonly longestMs: number;
  /** The same of 99 in 100 stretches. */
  readonly p99Ms: number;
  /** Milliseconds of CPU of the thread in its costliest stretch: without the time in which the system ran others. `null` before Node 23.9. */
  readonly longestCpuMs: number | null;
  /** Stretches seen. */
  readonly stretches: number;
}

const tickMs = 1;

/**
 * Measures pauses from inside: a timer ticks every millisecond, and between two ticks the loop was held for the time that it
 * was not idle, which libuv counts in nanoseconds. Rejected: `monitorEventLoopDelay()`, whose steps are whole
 * milliseconds, and a loop that spins, whose garbage makes the collections that it is to find.
 */
export class LoopProbe {
  readonly #onTick: () => void;
  readonly #timer: NodeJS.Timeout;
  #heldMs: number[] = [];
  #longestCpuUs: number | null = null;
  #lastMs = 0;
  #lastIdleMs = 0;
  #lastCpuUs: number | null = null;

  /** Starts at once; `onTick` is the application: it is called each millisecond and counts as work. */
  constructor(onTick: () => void) {
    this.#onTick = onTick;
    this.#timer = setTimeout(() => this.#tick(), tickMs);
    this.reset();
  }

  /** Forgets what was seen. */
  reset(): void {
    this.#heldMs = [];
    this.#longestCpuUs = null;
    this.#mark();
  }

  read(): LoopPauses {
    const sorted = Float64Array.from(this.#heldMs).sort();
    return {
      longestMs: thousandths(sorted.at(-1) ?? 0),
      p99Ms: thousandths(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
      longestCpuMs: this.#longestCpuUs === null ? null : thousandths(this.#longestCpuUs / 1000),
      stretches: sorted.length,
    };
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tick(): void {
    const lastMs = this.#lastMs;
    const lastIdleMs = this.#lastIdleMs;
    const lastCpuUs = this.#lastCpuUs;
    this.#mark();
    this.#heldMs.push(this.#lastMs - lastMs - (this.#lastIdleMs - lastIdleMs));
    if (lastCpuUs !== null && this.#lastCpuUs !== null) {
      this.#longestCpuUs = Math.max(this.#longestCpuUs ?? 0, this.#lastCpuUs - lastCpuUs);
    }
    this.#timer.refresh();
    this.#onTick();
  }

  #mark(): void {
    this.#lastMs = performance.now();
    this.#lastIdleMs = performance.eventLoopUtilization().idle;
    this.#lastCpuUs = threadCpuUs();
  }
}

function threadCpuUs(): number | null {
  // Typed as always there; Node 22 has none.
  const read = process.threadCpuUsage as typeof process.threadCpuUsage | undefined;
  if (read === undefined) return null;
  const { user, system } = read.call(process);
  return user + system;
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
