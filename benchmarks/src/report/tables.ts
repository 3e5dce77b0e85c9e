import { contextOperations } from '../cases/context-result.ts';
import { exitVariants } from '../cases/exit-task.ts';
import type { ServiceResult } from '../cases/service-result.ts';
import type { Summary } from '../harness/statistics.ts';
import type { ThinResult } from '../harness/thin-result.ts';
import { benchCommand, type Table } from './figure.ts';
import type { Results } from './results.ts';
import { inOrder, nameOf } from './variant-style.ts';

const notMeasured = '–';

/** Official divided by native: larger is better for native. */
export function ratioTable(results: Results): Table | undefined {
  const { span, llm, pause, metric, startup } = results;
  const measured: [string, Summary | null | undefined, string][] = [
    ['CPU of the JavaScript thread per span', span?.ratios.mainCpu, 'span'],
    ['CPU of the process per span', span?.ratios.processCpu, 'span'],
    ['bytes allocated per span', span?.ratios.allocatedBytes, 'span'],
    ['longest pause, 2.5 MB messages', llm?.ratios['2.5MB'].longest, 'llm'],
    ['longest pause, steady rate', pause?.ratios['longest'], 'pause'],
    ['longest pause, steady rate, CPU alone', pause?.ratios['longestCpu'], 'pause'],
    ['CPU of the JavaScript thread per `add` of a counter', metric?.ratios['counter'], 'metric'],
    [
      'CPU of the JavaScript thread per `record` of a histogram',
      metric?.ratios['histogram'],
      'metric',
    ],
    ['pause by a collection of 2,000 series, CPU', metric?.ratios['collectPause'], 'metric'],
    ['time to import and start', startup?.ratios.time, 'startup'],
    ['memory added by the start', startup?.ratios.rss, 'startup'],
    ['files loaded', startup?.ratios.files, 'startup'],
  ];
  const rows = measured.flatMap(([title, ratio, name]) =>
    ratio == null ? [] : [[title, ratio.median.toFixed(1), range(ratio), `\`${name}\``]],
  );
  const environment = (span ?? llm ?? pause ?? metric ?? startup)?.environment;
  if (environment === undefined || rows.length === 0) return undefined;
  return {
    id: 'ratios',
    title: 'OpenTelemetry JS divided by otel-native',
    caption:
      'Ratios are taken round by round: their median, and their range. The case is what follows `npm run bench --`.',
    command: benchCommand('all'),
    environment,
    rows: [['', 'ratio', 'range', 'case'], ...rows],
  };
}

/** Spans lost at the end of a process, in an outage, in a burst. */
export function lossTables({ exit, outage, burst }: Results): Table[] {
  return [
    ...(exit === undefined ? [] : [exitTable(exit)]),
    ...(outage === undefined ? [] : [outageTable(outage)]),
    ...(burst === undefined ? [] : [burstTable(burst)]),
  ];
}

function exitTable({ settings, variants, environment }: NonNullable<Results['exit']>): Table {
  const columns = exitVariants.toReversed();
  return {
    id: 'losses-exit',
    title: 'Spans lost when the process ends',
    caption: `Spans lost of ${settings.spans}, when the process ends right after its last span / ${settings.laterMs / 1000} s later. With the handler, the application shuts the official SDK down on SIGTERM.`,
    command: benchCommand('exit'),
    environment,
    rows: [
      [
        'end',
        ...columns.map((variant) =>
          variant.replace('official', nameOf('official')).replace('native', nameOf('native')),
        ),
      ],
      ...settings.endings.map((ending) => [
        ending === 'return' ? 'nothing left to do' : ending,
        ...columns.map((variant) => {
          const losses = variants[variant][ending];
          return `${count(losses?.atOnce)} / ${count(losses?.later)}`;
        }),
      ]),
    ],
  };
}

function outageTable({ settings, variants, environment }: NonNullable<Results['outage']>): Table {
  const rows = settings.faults.flatMap((fault) =>
    (['native', 'official'] as const).map((variant) => {
      const of = variants[variant][fault];
      return [
        `${faultName(fault, settings.slowAnswerMs)}, ${nameOf(variant)}`,
        `${count(of?.lost)} of ${count(of?.spansMade)}`,
        decimals(of?.peakRssBytes, 1, 2 ** 20),
        decimals(of?.longestPauseMs, 1),
      ];
    }),
  );
  return {
    id: 'losses-outage',
    title: `Spans lost when the Collector has a fault of ${settings.seconds} s`,
    caption: `The process ends ${3000 / settings.turnIntervalMs} spans per second. After the fault the Collector works again.`,
    command: benchCommand('outage'),
    environment,
    rows: [['fault', 'lost', 'peak RSS, MiB', 'longest pause, ms'], ...rows],
  };
}

/** What the Collector does, for people. */
export function faultName(fault: string, slowAnswerMs: number): string {
  if (fault === 'down') return 'nobody listens';
  return fault === 'slow' ? `answers take ${slowAnswerMs / 1000} s` : `answers ${fault}`;
}

function burstTable({ settings, variants, environment }: NonNullable<Results['burst']>): Table {
  return {
    id: 'losses-burst',
    title: 'Spans lost when many end at once',
    caption: 'The spans end in one synchronous loop. Every SDK is at its defaults.',
    command: benchCommand('burst'),
    environment,
    rows: [
      ['spans', nameOf('native'), nameOf('official')],
      ...settings.sizes.map((size) => [
        size.toLocaleString('en'),
        count(variants.native[size]?.lost),
        count(variants.official[size]?.lost),
      ]),
    ],
  };
}

/** Medians of the service under load. */
export function serviceTable(result: ThinResult<ServiceResult>): Table {
  const { settings, variants, environment } = result;
  const limit = result.case === 'service-limit';
  return {
    id: result.case,
    title: limit ? 'The service in a small heap, in numbers' : 'The service in numbers',
    caption: `Medians of ${settings.rounds} rounds. Requests per second, latency and CPU of the JavaScript thread per request are of the saturated service; memory is that of the last third at ${settings.rate} requests per second. Lost spans are those of all rounds.`,
    command: benchCommand(limit ? 'service --limit' : 'service'),
    environment,
    rows: [
      ['', 'req/s', 'p99, ms', 'CPU, µs', 'RSS, MiB', 'live heap, MiB', 'spans lost'],
      ...inOrder(Object.keys(variants)).map((variant) => {
        const of = variants[variant];
        return [
          nameOf(variant),
          decimals(of?.requestsPerSecond, 0),
          decimals(of?.p99Ms, 1),
          decimals(of?.mainCpuUs, 0),
          decimals(of?.rssBytes, 0, 2 ** 20),
          decimals(of?.liveHeapBytes, 1, 2 ** 20),
          of?.lost.toLocaleString('en') ?? notMeasured,
        ];
      }),
    ],
  };
}

/** Nanoseconds per operation of the context managers. */
export function contextTable({ context }: Results): Table[] {
  if (context === undefined) return [];
  const { settings, variants, ratios, environment } = context;
  return [
    {
      id: 'context',
      title: 'Operations of the context manager',
      caption: `Nanoseconds per operation, medians of ${settings.rounds} rounds, with no other AsyncLocalStorage in use. The ratio is the official manager divided by otel-native; that of awaitChain is otel-native divided by no manager.`,
      command: benchCommand('context'),
      environment,
      rows: [
        ['', nameOf('native'), nameOf('official'), 'no manager', 'ratio'],
        ...contextOperations.map((operation) => [
          operation,
          ...(['native', 'official', 'none'] as const).map((variant) =>
            decimals(variants[variant].alone[operation], 1),
          ),
          decimals(ratios.alone[operation], 1),
        ]),
      ],
    },
  ];
}

function count(summary: Summary | null | undefined): string {
  return summary == null ? notMeasured : summary.median.toLocaleString('en');
}

function decimals(summary: Summary | null | undefined, digits: number, unit = 1): string {
  return summary == null ? notMeasured : (summary.median / unit).toFixed(digits);
}

function range({ min, max }: Summary): string {
  return `${min.toFixed(1)} to ${max.toFixed(1)}`;
}
