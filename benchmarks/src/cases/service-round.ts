import { setTimeout as delay } from 'node:timers/promises';

import type { CpuProfile } from '../harness/cpu-profile.ts';
import { SeriesRecorder, type SeriesUnit, type TimeSeries } from '../harness/time-series.ts';
import type { LoadResult, LoadSource } from '../load/load-source.ts';
import type { Receiver } from '../receiver/client.ts';
import {
  allocatedBytes,
  type ApplicationProcess,
  type Usage,
} from '../service/application-process.ts';
import type { ServiceFigures, ServiceSettings } from './service-result.ts';

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

export interface ServiceRoundResult {
  readonly figures: ServiceFigures;
  readonly series: readonly TimeSeries[];
  readonly profile?: CpuProfile | undefined;
}

/** Requests from which the number of spans of one is learnt. */
const probeRequests = 20;
/** Spans that arrive within this time of each other are of the same flush. */
const quietMs = 500;
const settleTimeoutMs = 15_000;
/** Of a phase at a fixed rate its last third counts: V8 has compiled by then, and the heap has found its size. */
const settledShare = 1 / 3;

/** Runs the phases of `settings.phaseSeconds` one after the other. */
export async function runServiceRound(round: ServiceRound): Promise<ServiceRoundResult> {
  const { application, settings } = round;
  const { phaseSeconds, rate } = settings;
  const phases = new Phases(round);

  await delay(phaseSeconds.idle * 1000);
  const { rssBytes: idleRssBytes } = await application.ask('usage');
  const spansPerRequest = await phases.probe();

  const fixed = await phases.run('fixed', rate, (key) => new UsageSampler(application, key));
  const heap = await phases.run('heap', rate, (key) => new LiveHeapSampler(application, key));
  await phases.load(phaseSeconds.warmup, undefined);
  const saturated = await phases.saturate();

  const { spansReceived, requestsSent } = await phases.finish();
  const spansMade = spansPerRequest * requestsSent;
  const perRequest = (from: Usage, to: Usage, requests: number) => ({
    main:
      from.mainCpuUs === null || to.mainCpuUs === null
        ? null
        : (to.mainCpuUs - from.mainCpuUs) / requests,
    process: (to.processCpuUs - from.processCpuUs) / requests,
  });
  const fixedUsages = fixed.sampler.usages;
  const settledFrom = fixedUsages[Math.floor(fixedUsages.length * (1 - settledShare))];
  const settledTo = fixedUsages.at(-1);
  if (settledFrom === undefined || settledTo === undefined) throw new Error('no usage was sampled');
  const settledRequests = ((settledTo.atMs - settledFrom.atMs) / 1000) * rate;
  const fixedCpu = perRequest(settledFrom, settledTo, settledRequests);
  const cpu = perRequest(saturated.before, saturated.after, saturated.result.requests);
  return {
    figures: {
      requestsPerSecond: saturated.result.requests / saturated.result.seconds,
      p50Ms: saturated.result.p50Ms,
      p99Ms: saturated.result.p99Ms,
      mainCpuUs: cpu.main,
      processCpuUs: cpu.process,
      allocatedBytes: saturated.allocatedBytes / saturated.result.requests,
      fixedP50Ms: fixed.result.p50Ms,
      fixedP99Ms: fixed.result.p99Ms,
      fixedMainCpuUs: fixedCpu.main,
      fixedProcessCpuUs: fixedCpu.process,
      idleRssBytes,
      rssBytes: middle(fixedUsages.slice(fixedUsages.indexOf(settledFrom)), 'rssBytes'),
      liveHeapBytes: middle(heap.sampler.samples, 'liveHeapBytes'),
      requests: requestsSent,
      failures: phases.failures,
      spansPerRequest,
      spansMade,
      spansReceived,
      lost: Math.max(0, spansMade - spansReceived),
    },
    series: [...fixed.sampler.series, ...heap.sampler.series, ...saturated.series],
    profile: saturated.profile,
  };
}

/** The phases of a round, and what they add up to. */
class Phases {
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
    const { application, profiled, variant, round } = this.#round;
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
    const perSecond = new SeriesRecorder({
      ...{ variant, round, phase: 'saturated' },
      ...{ metric: 'requestsPerSecond', unit: 'perSecond' },
    });
    result.perSecond.forEach((requests, second) => perSecond.add(second + 1, requests));
    return {
      before,
      after,
      result,
      profile,
      allocatedBytes: allocatedBytes(allocatedBefore.usedBytes, allocated),
      series: [...sampler.series, perSecond.finish()],
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

interface PhaseKey {
  readonly variant: string;
  readonly round: number;
  readonly phase: string;
  readonly sampleMs: number;
}

/** Asks the service for a figure over and over until it is told to end. */
abstract class Sampler {
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

  /** The figures over the time of the phase. */
  abstract get series(): TimeSeries[];

  protected abstract sample(atSeconds: number): Promise<void>;

  protected recorder(metric: string, unit: SeriesUnit): SeriesRecorder {
    const { variant, round, phase } = this.#key;
    return new SeriesRecorder({ variant, round, phase, metric, unit });
  }
}

/** Memory, and CPU since the sample before. */
class UsageSampler extends Sampler {
  readonly #application: ApplicationProcess;
  readonly #rss = this.recorder('rssBytes', 'bytes');
  readonly #heapUsed = this.recorder('heapUsedBytes', 'bytes');
  readonly #mainCpu = this.recorder('mainCpuCores', 'cores');
  readonly #processCpu = this.recorder('processCpuCores', 'cores');
  readonly usages: Usage[] = [];

  constructor(application: ApplicationProcess, key: PhaseKey) {
    super(key);
    this.#application = application;
  }

  get series(): TimeSeries[] {
    return [this.#rss, this.#heapUsed, this.#mainCpu, this.#processCpu].map((of) => of.finish());
  }

  protected async sample(atSeconds: number): Promise<void> {
    const usage = await this.#application.ask('usage');
    const before = this.usages.at(-1);
    this.usages.push(usage);
    this.#rss.add(atSeconds, usage.rssBytes);
    this.#heapUsed.add(atSeconds, usage.heapUsedBytes);
    if (before === undefined) return;
    const elapsedUs = (usage.atMs - before.atMs) * 1000;
    this.#processCpu.add(atSeconds, (usage.processCpuUs - before.processCpuUs) / elapsedUs);
    if (usage.mainCpuUs === null || before.mainCpuUs === null) return;
    this.#mainCpu.add(atSeconds, (usage.mainCpuUs - before.mainCpuUs) / elapsedUs);
  }
}

/** What lives after a collection. It is a phase of its own because collecting changes how the heap grows. */
class LiveHeapSampler extends Sampler {
  readonly #application: ApplicationProcess;
  readonly #liveHeap = this.recorder('liveHeapBytes', 'bytes');
  readonly samples: { readonly liveHeapBytes: number }[] = [];

  constructor(application: ApplicationProcess, key: PhaseKey) {
    super(key);
    this.#application = application;
  }

  get series(): TimeSeries[] {
    return [this.#liveHeap.finish()];
  }

  protected async sample(atSeconds: number): Promise<void> {
    const collected = await this.#application.ask('collect');
    this.samples.push(collected);
    this.#liveHeap.add(atSeconds, collected.liveHeapBytes);
  }
}

/** The median: one sample that met a collection, or a moment before one, does not decide. */
function middle<Name extends string>(samples: readonly Record<Name, number>[], name: Name): number {
  const sorted = samples.map((sample) => sample[name]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
