import { Authority } from 'test-support/authority';

import { comparisonTable, summariseRounds, type Comparison } from '../harness/comparison.ts';
import { describeEnvironment, type Environment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved, type Rounds } from '../harness/rounds.ts';
import { pairRatios, summarise, type Summary } from '../harness/statistics.ts';
import { startReceiver } from '../receiver/client.ts';
import { variantPackages, type VariantName } from '../variants/index.ts';
import { measureSpans, spanSettings, type SpanOptions } from './span.ts';

/** An SDK, and how its requests travel. */
interface Transport {
  readonly variant: VariantName;
  readonly isTls?: true;
  readonly isCompressed?: true;
}

const transports: Readonly<Record<string, Transport>> = {
  noop: { variant: 'noop' },
  native: { variant: 'native' },
  'native-https': { variant: 'native', isTls: true },
  'native-gzip': { variant: 'native', isCompressed: true },
  official: { variant: 'official' },
  'official-https': { variant: 'official', isTls: true },
  'official-gzip': { variant: 'official', isCompressed: true },
};

const metrics = ['mainCpuUs', 'processCpuUs', 'callsUs', 'wallUs', 'lost', 'requestBytes'] as const;
type TransportMetric = (typeof metrics)[number];
type TransportRounds = Rounds<string, Readonly<Record<TransportMetric, number | null>>>;

/** The variants are those that were asked for. A ratio is there if both of its variants are. */
export type SpanTransportsResult = Comparison<string, TransportMetric>;

export interface SpanTransportsOptions extends SpanOptions {
  readonly variants: readonly string[];
}

/** The cost of a span over HTTP, HTTPS and with gzip. Has a result file of its own: the report compares SDKs. */
export async function runSpanTransports(
  options: SpanTransportsOptions,
): Promise<SpanTransportsResult> {
  const { variants, report, caseName } = options;
  const chosen = new Map(variants.map((name) => [name, transportOf(name)]));
  const { rounds, turns, warmupTurns, seed } = spanSettings(options);
  const pinning = detectPinning();
  const authority = new Authority('benchmarks');
  const receiver = await startReceiver(pinning, authority.issue());
  try {
    const measured = await runInterleaved([...chosen.keys()], rounds, async (name, round) => {
      const transport = transportOf(name);
      const figures = await measureSpans(
        {
          ...{ workload: caseName, variant: transport.variant, seed, warmupTurns, turns },
          endpoint: transport.isTls ? receiver.secureEndpoint : receiver.endpoint,
        },
        receiver,
        pinning,
        environmentOf(transport, authority.certFile),
      );
      report(`round ${round} of ${rounds}: ${name}, main CPU ${figures.mainCpuUs} us a span`);
      return figures;
    });
    return summariseTransports(
      caseName,
      describe([...chosen.values()], pinning),
      { rounds, turns, warmupTurns, seed },
      measured,
    );
  } finally {
    await receiver.stop();
  }
}

export function summariseTransports(
  caseName: string,
  environment: Environment,
  settings: SpanTransportsResult['settings'],
  rounds: TransportRounds,
): SpanTransportsResult {
  return {
    case: `${caseName}-transports`,
    environment,
    settings,
    variants: summariseRounds<string, TransportMetric>(rounds, metrics),
    ratios: ratiosOf(rounds),
    rounds,
  };
}

/** By name: the variant above and the one below, and the figure. */
const ratioTable: readonly (readonly [string, string, string, TransportMetric])[] = [
  ['nativeHttpsOverHttp', 'native-https', 'native', 'mainCpuUs'],
  ['nativeHttpsOverHttpProcess', 'native-https', 'native', 'processCpuUs'],
  ['nativeGzipOverPlain', 'native-gzip', 'native', 'mainCpuUs'],
  ['nativeGzipOverPlainProcess', 'native-gzip', 'native', 'processCpuUs'],
  ['mainCpu', 'official', 'native', 'mainCpuUs'],
  ['mainCpuHttps', 'official-https', 'native-https', 'mainCpuUs'],
  ['mainCpuGzip', 'official-gzip', 'native-gzip', 'mainCpuUs'],
];

function ratiosOf(rounds: TransportRounds): Record<string, Summary | null> {
  const ratios: Record<string, Summary | null> = {};
  for (const [name, above, below, metric] of ratioTable) {
    const [upper, lower] = [rounds[above], rounds[below]];
    if (upper === undefined || lower === undefined) continue;
    const column = (of: typeof upper) => of.map((figures) => figures[metric]);
    ratios[name] = summarise(pairRatios(column(upper), column(lower)));
  }
  return ratios;
}

export function spanTransportsTable(result: SpanTransportsResult): string {
  const { rounds, turns } = result.settings;
  return comparisonTable(
    result,
    `${result.case}: microseconds per span, median [min to max] of ${rounds} rounds of ${turns} turns`,
    {
      mainCpuUs: { title: 'main-thread CPU', digits: 2 },
      processCpuUs: { title: 'process CPU', digits: 2 },
      callsUs: { title: 'inside calls', digits: 2 },
      wallUs: { title: 'wall', digits: 2 },
      lost: { title: 'lost', digits: 0 },
    },
  );
}

function transportOf(name: string): Transport {
  const transport = transports[name];
  if (transport !== undefined) return transport;
  throw new Error(`unknown variant "${name}"; there is: ${Object.keys(transports).join(', ')}`);
}

/** Every SDK takes the transport from the variables of the specification. */
function environmentOf(transport: Transport, certificate: string): Record<string, string> {
  return {
    ...(transport.isTls && { OTEL_EXPORTER_OTLP_CERTIFICATE: certificate }),
    ...(transport.isCompressed && { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }),
  };
}

function describe(chosen: readonly Transport[], pinning: ReturnType<typeof detectPinning>) {
  const packages = chosen.flatMap(({ variant }) => variantPackages[variant]);
  return describeEnvironment([...new Set(packages)], pinning);
}
