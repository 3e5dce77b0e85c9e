import { setTimeout as delay } from 'node:timers/promises';

import type { LoadResult, LoadSource } from '../load/load-source.ts';
import type { Receiver } from '../receiver/client.ts';
import { allocatedBytes, type ApplicationProcess } from '../service/application-process.ts';
import { UsageSampler, type PhaseKey, type Sampler } from './service-samplers.ts';
import type { ServiceSettings } from './service-result.ts';

/** One variant, once: its process is fresh and idle. */
export interface ServiceRound {
  readonly variant: string;
  readonly round: number;
  readonly application: ApplicationProcess;
  readonly load: LoadSource;
  readonly receiver: Receiver;
  readonly settings: ServiceSettings;
  /** Whether the saturated phase is profiled, which costs CPU. */
  readonly profiled: boolean;
}

/** Requests from which the number of spans of one is learnt. */
const probeRequests = 20;
/** Spans that arrive within this time of each other are of the same flush. */
const quietMs = 500;
const settleTimeoutMs = 15_000;

/** The phases of a round, and what they add up to. */
export class Phases {
  readonly #round: ServiceRound;
  #spansBefore = 0;
  #sent = 0;
  failures = 0;

  constructor(round: ServiceRound) {
    this.#round = round;
  }

  /** Spans that one request makes, by what arrives of a few sent one after the other. */
  async probe(): Promise<number> {
    const { application, receiver } = this.#round;
    this.#spansBefore = (await receiver.counts()).spans;
    for (let request = 0; request < probeRequests; request++) {
      const response = await fetch(`${application.url}/orders/${request}`);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`the service answered with status ${response.status}`);
    }
    this.#sent += probeRequests;
    return Math.round((await this.#settledSpans()) / probeRequests);
  }

  async load(seconds: number, rate: number | undefined): Promise<LoadResult> {
    const { application, load, settings } = this.#round;
    const { connections } = settings;
    const result = await load.run({ url: application.url, seconds, rate, connections });
    this.#sent += result.requests + result.failures;
    this.failures += result.failures;
    return result;
  }

  async run<Watch extends Sampler>(
    phase: 'fixed' | 'heap' | 'saturated',
    rate: number | undefined,
    start: (key: PhaseKey) => Watch,
  ): Promise<{ result: LoadResult; sampler: Watch }> {
    const { variant, round, settings } = this.#round;
    const sampler = start({ variant, round, phase, sampleMs: settings.sampleMs });
    const sampling = sampler.run();
    try {
      return { result: await this.load(settings.phaseSeconds[phase], rate), sampler };
    } finally {
      sampler.end();
      await sampling;
    }
  }

  /** As many requests as get through, with what they cost. */
  async saturate() {
    const { application, profiled } = this.#round;
    if (profiled) await application.ask('startProfile');
    const allocatedBefore = await application.ask('watchAllocation');
    const before = await application.ask('usage');
    const { result, sampler } = await this.run(
      'saturated',
      undefined,
      (key) => new UsageSampler(application, key),
    );
    const after = await application.ask('usage');
    const allocated = await application.ask('readAllocation');
    const profile = profiled ? await application.ask('stopProfile') : undefined;
    return {
      before,
      after,
      result,
      profile,
      allocatedBytes: allocatedBytes(allocatedBefore.usedBytes, allocated),
      series: sampler.series,
    };
  }

  async finish(): Promise<{ spansReceived: number; requestsSent: number }> {
    return { spansReceived: await this.#settledSpans(), requestsSent: this.#sent };
  }

  /** Flushes and waits until nothing more arrives; gives the spans of this round that arrived. */
  async #settledSpans(): Promise<number> {
    const { application, receiver } = this.#round;
    await application.ask('flush');
    const deadlineMs = performance.now() + settleTimeoutMs;
    let spans = (await receiver.counts()).spans;
    for (;;) {
      await delay(quietMs);
      const now = (await receiver.counts()).spans;
      if (now === spans || performance.now() > deadlineMs) return now - this.#spansBefore;
      spans = now;
    }
  }
}
