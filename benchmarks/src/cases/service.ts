import { fileURLToPath } from 'node:url';

import { describeEnvironment } from '../harness/environment.ts';
import { detectPinning, type Pinning } from '../harness/pinning.ts';
import { runInterleaved } from '../harness/rounds.ts';
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
import { runServiceRound } from './service-round.ts';

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
  const aside = await startAside(options.load ?? 'node', pinning);
  try {
    const settings = settingsOf(options, aside.load, rounds);
    const series: TimeSeries[] = [];
    const profiles = options.profile === undefined ? undefined : new ProfileFolder(options.profile);
    const figures = await runInterleaved<string, ServiceRoundFigures>(
      variants,
      rounds,
      async (variant, round) => {
        const result = await runVariant(variant, round, { ...aside, settings, pinning, options });
        series.push(...result.series);
        profiles?.keep(variant, round, result);
        const { requestsPerSecond, mainCpuUs, lost } = result.figures;
        report(
          `round ${round} of ${rounds}: ${variant}, ${requestsPerSecond?.toFixed(0)} requests/s, main CPU ${mainCpuUs?.toFixed(0)} us a request, lost ${lost}`,
        );
        return result.figures;
      },
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
    await aside.stop();
  }
}

type ServiceRoundFigures = ServiceResult['rounds'][string][number];

/** What runs beside the service through all rounds. */
interface Aside {
  readonly receiver: Receiver;
  readonly upstream: SideProcess;
  readonly load: LoadSource;
  stop(): Promise<void>;
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

async function runVariant(
  variant: string,
  round: number,
  context: Aside & { settings: ServiceSettings; pinning: Pinning; options: ServiceOptions },
) {
  const { receiver, upstream, load, settings, pinning, options } = context;
  const application = await ApplicationProcess.start({
    variant,
    telemetry: { endpoint: receiver.endpoint, resourceAttributes },
    upstreamUrl: upstream.firstLine,
    nodeOptions: settings.nodeOptions,
    pinning,
  });
  try {
    const task = { variant, round, application, load, receiver, settings };
    const result = await runServiceRound({ ...task, profiled: options.profile !== undefined });
    await application.stop();
    return result;
  } catch (error) {
    application.kill();
    throw error;
  }
}

/** The phases follow from the longest: a short run is short in all of them. */
function settingsOf(options: ServiceOptions, load: LoadSource, rounds: number): ServiceSettings {
  const { seconds = defaultSeconds, rate = defaultRate, limit = false } = options;
  return {
    rounds,
    phaseSeconds: {
      idle: Math.min(2, seconds / 4),
      fixed: seconds,
      heap: seconds / 4,
      warmup: seconds / 6,
      saturated: seconds / 3,
    },
    rate,
    connections,
    sampleMs: Math.max(minSampleMs, Math.round((seconds * 1000) / samplesPerPhase)),
    nodeOptions: limit ? limitedHeap : [],
    load: load.description,
  };
}
