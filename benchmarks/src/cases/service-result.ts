import type { Environment } from '../harness/environment.ts';
import type { Rounds } from '../harness/rounds.ts';
import { pairRatios, summarise, type Summary } from '../harness/statistics.ts';
import { formatTable } from '../harness/table.ts';
import type { TimeSeries } from '../harness/time-series.ts';

/** Summarised figures; `benchmarks/README.md` says what each is. */
const metrics = [
  'requestsPerSecond',
  'p50Ms',
  'p99Ms',
  'mainCpuUs',
  'processCpuUs',
  'allocatedBytes',
  'fixedP50Ms',
  'fixedP99Ms',
  'fixedMainCpuUs',
  'fixedProcessCpuUs',
  'idleRssBytes',
  'rssBytes',
  'liveHeapBytes',
] as const;
type Metric = (typeof metrics)[number];

/** One round of one variant. Microseconds and bytes of `…CpuUs` and `allocatedBytes` are per request. */
export interface ServiceFigures extends Readonly<Record<Metric, number | null>> {
  /** All that were sent, also those of the warm-up and those that failed. */
  readonly requests: number;
  readonly failures: number;
  readonly spansPerRequest: number;
  readonly spansMade: number;
  readonly spansReceived: number;
  /** Spans made that the receiver never got. */
  readonly lost: number;
}

export type ServicePhase = 'idle' | 'fixed' | 'heap' | 'warmup' | 'saturated';

export interface ServiceSettings {
  readonly rounds: number;
  readonly phaseSeconds: Readonly<Record<ServicePhase, number>>;
  /** Requests per second in the phases `fixed` and `heap`. */
  readonly rate: number;
  /** Whether the variants ran at the fixed rate at the same time, on the one core. */
  readonly together: boolean;
  /** In the phases `warmup` and `saturated`. */
  readonly connections: number;
  readonly sampleMs: number;
  /** Options of Node for the service, e.g. the limits of its heap. */
  readonly nodeOptions: readonly string[];
  /** Where the load came from. */
  readonly load: string;
}

export type ServiceSummary = Record<Metric, Summary | null> & {
  /** Bytes of `rssBytes` above those of `none`, round by round; `null` without `none`. */
  readonly rssAboveNone: Summary | null;
  /** Over all rounds. */
  readonly lost: number;
  readonly failures: number;
};

const ratioNames = [
  'mainCpuAboveFloor',
  'mainCpuAboveNone',
  'mainCpuAboveNoneOverDdTrace',
  'mainCpuAboveNoneOverElastic',
  'requestsPerSecondOverOfficial',
  'requestsPerSecondOverDdTrace',
  'requestsPerSecondOverElastic',
  'requestsPerSecondOverNewrelic',
  'idleRssAboveNone',
  'idleRssAboveFloor',
  'rssAboveFloor',
  'rssAboveNoneOverOfficial',
  'rssAboveNoneOverDdTrace',
  'rssAboveNoneOverElastic',
  'rssAboveNoneOverNewrelic',
  'rssOverOfficial',
  'rssOverDdTrace',
  'rssOverElastic',
  'rssOverNewrelic',
  'liveHeapAboveNone',
  'allocatedAboveNone',
] as const;
export type ServiceRatios = Readonly<Record<(typeof ratioNames)[number], Summary | null>>;

export interface ServiceResult {
  readonly case: 'service' | 'service-limit';
  readonly environment: Environment;
  readonly settings: ServiceSettings;
  readonly variants: Readonly<Record<string, ServiceSummary>>;
  readonly ratios: ServiceRatios;
  readonly rounds: Rounds<string, ServiceFigures>;
  readonly series: readonly TimeSeries[];
}

/** What is above `floor` compares SDKs, so it needs the instrumentations of `floor`. */
const kSameInstrumentations = 'native-official-instrumentations';

/** Variants that did not run leave the ratios that need them `null`. */
export function compareServiceRounds(
  rounds: Rounds<string, ServiceFigures>,
): Pick<ServiceResult, 'variants' | 'ratios'> {
  const column = (variant: string, metric: Metric) =>
    rounds[variant]?.map((figures) => figures[metric]);
  /** What the variant adds to `base`. */
  const above = (variant: string, base: string, metric: Metric) =>
    difference(column(variant, metric), column(base, metric));
  const added = (over: string, under: string, base: string, metric: Metric) =>
    ratio(above(over, base, metric), above(under, base, metric));
  const native = (metric: Metric, variant: string) =>
    ratio(column('native', metric), column(variant, metric));
  const nativeAboveNone = (metric: Metric, variant: string) =>
    added('native', variant, 'none', metric);
  return {
    variants: Object.fromEntries(
      Object.entries(rounds).map(([variant, figures]) => [
        variant,
        {
          ...summariseVariant(figures),
          rssAboveNone: summarise(above(variant, 'none', 'rssBytes') ?? []),
        },
      ]),
    ),
    ratios: {
      mainCpuAboveFloor: added(kSameInstrumentations, 'official', 'floor', 'mainCpuUs'),
      mainCpuAboveNone: nativeAboveNone('mainCpuUs', 'official'),
      mainCpuAboveNoneOverDdTrace: nativeAboveNone('mainCpuUs', 'dd-trace'),
      mainCpuAboveNoneOverElastic: nativeAboveNone('mainCpuUs', 'elastic-apm-node'),
      requestsPerSecondOverOfficial: native('requestsPerSecond', 'official'),
      requestsPerSecondOverDdTrace: native('requestsPerSecond', 'dd-trace'),
      requestsPerSecondOverElastic: native('requestsPerSecond', 'elastic-apm-node'),
      requestsPerSecondOverNewrelic: native('requestsPerSecond', 'newrelic'),
      idleRssAboveNone: added('official', 'native', 'none', 'idleRssBytes'),
      idleRssAboveFloor: added('official', kSameInstrumentations, 'floor', 'idleRssBytes'),
      rssAboveFloor: added(kSameInstrumentations, 'official', 'floor', 'rssBytes'),
      rssAboveNoneOverOfficial: nativeAboveNone('rssBytes', 'official'),
      rssAboveNoneOverDdTrace: nativeAboveNone('rssBytes', 'dd-trace'),
      rssAboveNoneOverElastic: nativeAboveNone('rssBytes', 'elastic-apm-node'),
      rssAboveNoneOverNewrelic: nativeAboveNone('rssBytes', 'newrelic'),
      rssOverOfficial: native('rssBytes', 'official'),
      rssOverDdTrace: native('rssBytes', 'dd-trace'),
      rssOverElastic: native('rssBytes', 'elastic-apm-node'),
      rssOverNewrelic: native('rssBytes', 'newrelic'),
      liveHeapAboveNone: nativeAboveNone('liveHeapBytes', 'official'),
      allocatedAboveNone: added('official', 'native', 'none', 'allocatedBytes'),
    },
  };
}

type Column = readonly (number | null)[] | undefined;

function difference(values: Column, bases: Column): Column {
  return values?.map((value, round) => {
    const base = bases?.[round] ?? null;
    return value === null || base === null ? null : value - base;
  });
}

/** Round by round; `null` as soon as one divisor is not above zero: what is within the noise has no ratio. */
function ratio(numerators: Column, denominators: Column): Summary | null {
  if (numerators === undefined || denominators === undefined) return null;
  const positive = denominators.map((value) => (value !== null && value > 0 ? value : null));
  return summarise(pairRatios(numerators, positive));
}

function summariseVariant(
  figures: readonly ServiceFigures[],
): Omit<ServiceSummary, 'rssAboveNone'> {
  const summaries = Object.fromEntries(
    metrics.map((metric) => [metric, summarise(figures.map((round) => round[metric]))]),
  ) as Record<Metric, Summary | null>;
  return {
    ...summaries,
    lost: figures.reduce((sum, round) => sum + round.lost, 0),
    failures: figures.reduce((sum, round) => sum + round.failures, 0),
  };
}

/** The last line of `--json`: medians alone. */
export function serviceJsonLine(result: ServiceResult): string {
  const variants = Object.entries(result.variants).map(([variant, { lost, failures, ...of }]) => [
    variant,
    { ...medians(of), lost, failures },
  ]);
  return JSON.stringify({
    case: result.case,
    node: result.environment.node,
    variants: Object.fromEntries(variants),
    ratios: medians(result.ratios),
  });
}

function medians(summaries: Readonly<Record<string, Summary | null>>) {
  return Object.fromEntries(
    Object.entries(summaries).map(([name, summary]) => [
      name,
      summary === null ? null : Math.round(summary.median * 1000) / 1000,
    ]),
  );
}

/** For people: medians, and the range of the ratios in brackets. */
export function serviceTable({ environment, settings, variants, ratios }: ServiceResult): string {
  const megabytes = (summary: Summary | null) =>
    summary === null ? 'not measured' : (summary.median / 2 ** 20).toFixed(1);
  const number = (summary: Summary | null, digits: number) =>
    summary?.median.toFixed(digits) ?? 'not measured';
  const { phaseSeconds, rate, connections } = settings;
  return [
    `service: medians of ${settings.rounds} rounds; saturated by ${connections} connections for ${phaseSeconds.saturated} s, and ${rate} requests/s for ${phaseSeconds.fixed} s${settings.together ? ', all variants at once' : ''}; load: ${settings.load}`,
    `Node ${environment.node} ${settings.nodeOptions.join(' ')}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable([
      ['saturated, per request', 'req/s', 'p50, ms', 'p99, ms', 'main CPU, us', 'CPU, us', 'KiB'],
      ...Object.entries(variants).map(([variant, of]) => [
        variant,
        number(of.requestsPerSecond, 0),
        number(of.p50Ms, 1),
        number(of.p99Ms, 1),
        number(of.mainCpuUs, 0),
        number(of.processCpuUs, 0),
        of.allocatedBytes === null ? '' : (of.allocatedBytes.median / 1024).toFixed(0),
      ]),
    ]),
    '',
    formatTable([
      [
        'fixed rate',
        'idle RSS, MiB',
        'RSS, MiB',
        'above none',
        'live heap, MiB',
        'p99, ms',
        'lost',
        'failed',
      ],
      ...Object.entries(variants).map(([variant, of]) => [
        variant,
        megabytes(of.idleRssBytes),
        megabytes(of.rssBytes),
        megabytes(of.rssAboveNone),
        megabytes(of.liveHeapBytes),
        number(of.fixedP99Ms, 1),
        String(of.lost),
        String(of.failures),
      ]),
    ]),
    '',
    formatTable([
      ['ratio', 'median', 'range'],
      ...ratioNames.flatMap((name) => {
        const ratio = ratios[name];
        if (ratio === null) return [];
        return [[name, ratio.median.toFixed(2), `${ratio.min.toFixed(2)}-${ratio.max.toFixed(2)}`]];
      }),
    ]),
  ].join('\n');
}
