import { setTimeout as delay } from 'node:timers/promises';

import type { CpuProfile } from '../harness/cpu-profile.ts';
import type { TimeSeries } from '../harness/time-series.ts';
import type { Usage } from '../service/application-process.ts';
import { Phases, type ServiceRound } from './service-phases.ts';
import { LiveHeapSampler, UsageSampler } from './service-samplers.ts';
import type { ServiceFigures } from './service-result.ts';

export interface ServiceRoundResult {
  readonly figures: ServiceFigures;
  readonly series: readonly TimeSeries[];
  readonly profile?: CpuProfile | undefined;
}

/** Of a phase at a fixed rate its last third counts: V8 has compiled by then, and the heap has found its size. */
const settledShare = 1 / 3;

/** The phases of `settings.phaseSeconds`, one after the other, in two halves between which others may have their turn. */
export class MeasuredRound {
  readonly #round: ServiceRound;
  readonly #phases: Phases;

  constructor(round: ServiceRound) {
    this.#round = round;
    this.#phases = new Phases(round);
  }

  async atFixedRate() {
    const { application, settings } = this.#round;
    const { phaseSeconds, rate } = settings;
    const phases = this.#phases;
    await delay(phaseSeconds.idle * 1000);
    const { rssBytes: idleRssBytes } = await application.ask('usage');
    const spansPerRequest = await phases.probe();
    const fixed = await phases.run('fixed', rate, (key) => new UsageSampler(application, key));
    const heap = await phases.run('heap', rate, (key) => new LiveHeapSampler(application, key));
    const { usages } = fixed.sampler;
    const settled = usages.slice(Math.floor(usages.length * (1 - settledShare)));
    const [from, to] = [settled[0], settled.at(-1)];
    if (from === undefined || to === undefined) throw new Error('no usage was sampled');
    const cpu = cpuPerRequest(from, to, ((to.atMs - from.atMs) / 1000) * rate);
    return {
      spansPerRequest,
      figures: {
        fixedP50Ms: fixed.result.p50Ms,
        fixedP99Ms: fixed.result.p99Ms,
        fixedMainCpuUs: cpu.main,
        fixedProcessCpuUs: cpu.process,
        idleRssBytes,
        rssBytes: middle(settled, 'rssBytes'),
        liveHeapBytes: middle(heap.sampler.samples, 'liveHeapBytes'),
      },
      series: fixed.sampler.series,
    };
  }

  /** The rest of the round, after what came out at the fixed rate. */
  async saturated(
    atFixedRate: Awaited<ReturnType<MeasuredRound['atFixedRate']>>,
  ): Promise<ServiceRoundResult> {
    const phases = this.#phases;
    await phases.load(this.#round.settings.phaseSeconds.warmup, undefined);
    const { result, before, after, ...saturated } = await phases.saturate();
    const { spansReceived, requestsSent } = await phases.finish();
    const { spansPerRequest } = atFixedRate;
    const spansMade = spansPerRequest * requestsSent;
    const cpu = cpuPerRequest(before, after, result.requests);
    return {
      figures: {
        requestsPerSecond: result.requests / result.seconds,
        p50Ms: result.p50Ms,
        p99Ms: result.p99Ms,
        mainCpuUs: cpu.main,
        processCpuUs: cpu.process,
        allocatedBytes: saturated.allocatedBytes / result.requests,
        ...atFixedRate.figures,
        requests: requestsSent,
        failures: phases.failures,
        spansPerRequest,
        spansMade,
        spansReceived,
        lost: Math.max(0, spansMade - spansReceived),
      },
      series: [...atFixedRate.series, ...saturated.series],
      profile: saturated.profile,
    };
  }
}

function cpuPerRequest(from: Usage, to: Usage, requests: number) {
  const ofMain =
    from.mainCpuUs === null || to.mainCpuUs === null ? null : to.mainCpuUs - from.mainCpuUs;
  return {
    main: ofMain === null ? null : ofMain / requests,
    process: (to.processCpuUs - from.processCpuUs) / requests,
  };
}

/** The median: one sample that met a collection, or a moment before one, does not decide. */
function middle<Name extends string>(samples: readonly Record<Name, number>[], name: Name): number {
  const sorted = samples.map((sample) => sample[name]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
