import { describeEnvironment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved, type Rounds } from '../harness/rounds.ts';
import type { TimeSeries } from '../harness/time-series.ts';
import type { LoadSource } from '../load/load-source.ts';
import { serviceVariantNames, serviceVariants } from '../variants/service-variants.ts';
import {
  compareServiceRounds,
  type ServiceResult,
  type ServiceSettings,
} from './service-result.ts';
import { ProfileFolder } from './service-profile.ts';
import type { ServiceRoundResult } from './service-round.ts';
import { asideOf, startAsides } from './service-aside.ts';
import { RunningVariant } from './running-variant.ts';

export interface ServiceOptions {
  readonly rounds?: number | undefined;
  /** Of the phase at a fixed rate; the others are shares of it. */
  readonly seconds?: number | undefined;
  /** Requests per second of that phase. */
  readonly rate?: number | undefined;
  readonly variants?: readonly string[] | undefined;
  /** The service gets V8's heap options of a container of 256 MB. */
  readonly limit?: boolean | undefined;
  readonly load?: 'node' | 'locust' | undefined;
  /** The variants' phases at a fixed rate run at the same time, each against processes of its own: 5 times shorter. */
  readonly together?: boolean | undefined;
  /** Folder for CPU profiles of the saturated phase and their sum; none are made where absent. */
  readonly profile?: string | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const defaultRounds = 5;
const defaultSeconds = 60;
const defaultRate = 100;
/** More than the service can answer at once, so that it is never idle. */
const connections = 32;
const samplesPerPhase = 60;
const minSampleMs = 200;

/** Of 256 MB, V8 gets for its old and young generation what leaves room for Node, native code and stacks. */
const limitedHeap = ['--max-old-space-size=160', '--max-semi-space-size=4'];

/** A small web service under load, with each SDK: what it costs in requests, CPU and memory, over time. */
export async function runServiceCase(options: ServiceOptions): Promise<ServiceResult> {
  const { rounds = defaultRounds, report } = options;
  const variants = serviceVariantNames(options.variants);
  const pinning = detectPinning();
  const asides = await startAsides(options, variants, pinning);
  try {
    const settings = settingsOf(options, asideOf(asides, 0).load, rounds);
    const series: TimeSeries[] = [];
    const profiles = options.profile === undefined ? undefined : new ProfileFolder(options.profile);
    const profiled = profiles !== undefined;
    const keep = (variant: string, round: number, result: ServiceRoundResult) => {
      series.push(...result.series);
      profiles?.keep(variant, round, result);
      const { requestsPerSecond, mainCpuUs, lost } = result.figures;
      report(
        `round ${round} of ${rounds}: ${variant}, ${requestsPerSecond?.toFixed(0)} requests/s, main CPU ${mainCpuUs?.toFixed(0)} us a request, lost ${lost}`,
      );
      return result.figures;
    };
    const start = (variant: string, round: number, index: number) =>
      RunningVariant.start({ variant, round, settings, profiled }, asideOf(asides, index), pinning);
    const figures = settings.together
      ? await runTogether(variants, rounds, start, keep)
      : await runInterleaved<string, ServiceRoundFigures>(
          variants,
          rounds,
          async (variant, round) =>
            keep(variant, round, await (await start(variant, round, 0)).runAlone()),
        );
    if (profiles) report(`\n${profiles.finish()}`);
    const packages = variants.flatMap((variant) => serviceVariants[variant].packages);
    return {
      case: options.limit === true ? 'service-limit' : 'service',
      environment: describeEnvironment([...new Set(packages)], pinning),
      settings,
      ...compareServiceRounds(figures),
      rounds: figures,
      series,
    };
  } finally {
    await Promise.all(asides.map((aside) => aside.stop()));
  }
}

type ServiceRoundFigures = ServiceResult['rounds'][string][number];

/** In each round all variants at once at the fixed rate, then one after the other saturated. */
async function runTogether(
  variants: readonly string[],
  rounds: number,
  start: (variant: string, round: number, index: number) => Promise<RunningVariant>,
  keep: (variant: string, round: number, result: ServiceRoundResult) => ServiceRoundFigures,
): Promise<Rounds<string, ServiceRoundFigures>> {
  const figures: Rounds<string, ServiceRoundFigures> = {};
  for (let round = 1; round <= rounds; round++) {
    const running: RunningVariant[] = [];
    try {
      for (const [index, variant] of variants.entries()) {
        running.push(await start(variant, round, index));
      }
      await Promise.all(running.map((variant) => variant.runAtFixedRate()));
      for (const [index, variant] of variants.entries()) {
        const result = await running[index]?.runSaturated();
        if (result !== undefined) (figures[variant] ??= []).push(keep(variant, round, result));
      }
    } finally {
      for (const variant of running) variant.kill();
    }
  }
  return figures;
}

/** The phases follow from the longest: a short run is short in all of them. */
function settingsOf(options: ServiceOptions, load: LoadSource, rounds: number): ServiceSettings {
  const { seconds = defaultSeconds, rate = defaultRate, limit = false, together = false } = options;
  return {
    rounds,
    phaseSeconds: {
      idle: Math.min(2, seconds / 4),
      fixed: seconds,
      heap: seconds / (together ? 12 : 4),
      warmup: seconds / (together ? 15 : 6),
      saturated: seconds / (together ? 7.5 : 3),
    },
    together,
    rate,
    connections,
    sampleMs: Math.max(minSampleMs, Math.round((seconds * 1000) / samplesPerPhase)),
    nodeOptions: limit ? limitedHeap : [],
    load: load.description,
  };
}
