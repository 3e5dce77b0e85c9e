import { setTimeout as delay } from 'node:timers/promises';

import { SeriesRecorder, type SeriesUnit, type TimeSeries } from '../harness/time-series.ts';
import type { ApplicationProcess, Usage } from '../service/application-process.ts';

export interface PhaseKey {
  readonly variant: string;
  readonly round: number;
  readonly phase: string;
  readonly sampleMs: number;
}

/** Asks the service for a figure over and over until it is told to end. */
export abstract class Sampler {
  readonly #key: PhaseKey;
  readonly #startedMs = performance.now();
  readonly #over = new AbortController();

  constructor(key: PhaseKey) {
    this.#key = key;
  }

  async run(): Promise<void> {
    for (;;) {
      await this.sample((performance.now() - this.#startedMs) / 1000);
      if (this.#over.signal.aborted) return;
      const { signal } = this.#over;
      await delay(this.#key.sampleMs, undefined, { signal }).catch(() => undefined);
    }
  }

  end(): void {
    this.#over.abort();
  }

  protected abstract sample(atSeconds: number): Promise<void>;

  protected recorder(metric: string, unit: SeriesUnit): SeriesRecorder {
    const { variant, round, phase } = this.#key;
    return new SeriesRecorder({ variant, round, phase, metric, unit });
  }
}

/** Memory; CPU and event loop since the sample before. */
export class UsageSampler extends Sampler {
  readonly #application: ApplicationProcess;
  readonly #rss = this.recorder('rssBytes', 'bytes');
  readonly #processCpu = this.recorder('processCpuCores', 'cores');
  readonly #loopDelay = this.recorder('loopDelayMs', 'ms');
  readonly usages: Usage[] = [];

  constructor(application: ApplicationProcess, key: PhaseKey) {
    super(key);
    this.#application = application;
  }

  /** The figures over the time of the phase. */
  get series(): TimeSeries[] {
    return [this.#rss, this.#processCpu, this.#loopDelay].map((of) => of.finish());
  }

  protected async sample(atSeconds: number): Promise<void> {
    const usage = await this.#application.ask('usage');
    const before = this.usages.at(-1);
    this.usages.push(usage);
    this.#rss.add(atSeconds, usage.rssBytes);
    if (before === undefined) return;
    if (usage.loopDelayMs !== null) this.#loopDelay.add(atSeconds, usage.loopDelayMs);
    const elapsedUs = (usage.atMs - before.atMs) * 1000;
    this.#processCpu.add(atSeconds, (usage.processCpuUs - before.processCpuUs) / elapsedUs);
  }
}

/** What lives after a collection. It is a phase of its own because collecting changes how the heap grows. */
export class LiveHeapSampler extends Sampler {
  readonly #application: ApplicationProcess;
  readonly samples: { readonly liveHeapBytes: number }[] = [];

  constructor(application: ApplicationProcess, key: PhaseKey) {
    super(key);
    this.#application = application;
  }

  protected async sample(): Promise<void> {
    this.samples.push(await this.#application.ask('collect'));
  }
}
