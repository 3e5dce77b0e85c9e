import { fileURLToPath } from 'node:url';

import { describeEnvironment } from '../harness/environment.ts';
import { detectPinning, type Pinning } from '../harness/pinning.ts';
import { runInterleaved, type Rounds } from '../harness/rounds.ts';
import { startSideProcess, type SideProcess } from '../harness/side-process.ts';
import type { TimeSeries } from '../harness/time-series.ts';
import type { LoadSource } from '../load/load-source.ts';
import { startNodeLoad } from '../load/node-load.ts';
import { startReceiver, type Receiver } from '../receiver/client.ts';
import { ApplicationProcess } from '../service/application-process.ts';
import { serviceVariantNames, serviceVariants } from '../variants/service-variants.ts';
import {
  compareServiceRounds,
  type ServiceResult,
  type ServiceSettings,
} from './service-result.ts';
import { ProfileFolder } from './service-profile.ts';
import { MeasuredRound, type ServiceRoundResult } from './service-round.ts';

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

const upstreamFile = fileURLToPath(new URL('../service/upstream.ts', import.meta.url));
const resourceAttributes = { 'service.name': 'shop', 'service.version': '1.4.2' };

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
      schemaVersion: 1,
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

/** What runs beside the service through all rounds. */
interface Aside {
  readonly receiver: Receiver;
  readonly upstream: SideProcess;
  readonly load: LoadSource;
  stop(): Promise<void>;
}

/** One for all variants, or one for each where they run together: each receiver then counts the spans of one. */
async function startAsides(
  { load = 'node', together = false }: ServiceOptions,
  variants: readonly string[],
  pinning: Pinning,
): Promise<Aside[]> {
  const started = (together ? variants : ['all']).map(() => startAside(load, pinning));
  const results = await Promise.allSettled(started);
  const asides = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure === undefined) return asides;
  await Promise.all(asides.map((aside) => aside.stop()));
  throw failure.reason;
}

function asideOf(asides: readonly Aside[], index: number): Aside {
  const aside = asides[index];
  if (aside === undefined) throw new Error(`there is no aside ${index}`);
  return aside;
}

async function startAside(load: 'node' | 'locust', pinning: Pinning): Promise<Aside> {
  const running: { stop(): Promise<void> }[] = [];
  const keep = <Started extends { stop(): Promise<void> }>(started: Started): Started => {
    running.push(started);
    return started;
  };
  const stop = async () => {
    await Promise.all(running.map((process) => process.stop()));
  };
  try {
    return {
      receiver: keep(await startReceiver(pinning)),
      upstream: keep(await startSideProcess(upstreamFile, pinning)),
      load: keep(await startLoad(load, pinning)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startLoad(load: 'node' | 'locust', pinning: Pinning): Promise<LoadSource> {
  if (load === 'node') return startNodeLoad(pinning);
  return (await import('../load/locust.ts')).startLocust(pinning);
}

/** One round of one variant, whose process is killed when something fails. */
class RunningVariant {
  readonly #application: ApplicationProcess;
  readonly #round: MeasuredRound;
  #atFixedRate: Awaited<ReturnType<MeasuredRound['atFixedRate']>> | undefined;

  private constructor(application: ApplicationProcess, round: MeasuredRound) {
    this.#application = application;
    this.#round = round;
  }

  static async start(
    task: { variant: string; round: number; settings: ServiceSettings; profiled: boolean },
    { receiver, upstream, load }: Aside,
    pinning: Pinning,
  ): Promise<RunningVariant> {
    const application = await ApplicationProcess.start({
      variant: task.variant,
      telemetry: { endpoint: receiver.endpoint, resourceAttributes },
      upstreamUrl: upstream.firstLine,
      nodeOptions: task.settings.nodeOptions,
      pinning,
    });
    const round = new MeasuredRound({ ...task, application, load, receiver });
    return new RunningVariant(application, round);
  }

  async runAlone(): Promise<ServiceRoundResult> {
    try {
      await this.runAtFixedRate();
      return await this.runSaturated();
    } catch (error) {
      this.kill();
      throw error;
    }
  }

  async runAtFixedRate(): Promise<void> {
    this.#atFixedRate = await this.#round.atFixedRate();
  }

  async runSaturated(): Promise<ServiceRoundResult> {
    if (this.#atFixedRate === undefined) throw new Error('the phases at a fixed rate come first');
    const result = await this.#round.saturated(this.#atFixedRate);
    await this.#application.stop();
    return result;
  }

  kill(): void {
    this.#application.kill();
  }
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
