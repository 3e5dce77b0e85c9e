import type { MessageEncoding, MessageSize } from '../cases/llm-result.ts';
import { contextOperations } from '../cases/context-result.ts';
import type { ServiceResult } from '../cases/service-result.ts';
import type { Summary } from '../harness/statistics.ts';
import type { ThinResult } from '../harness/thin-result.ts';
import { decimals, notMeasured } from './cells.ts';
import { benchCommand, type Table } from './figure.ts';
import type { Results } from './results.ts';
import { inOrder, nameOf } from './variant-style.ts';

/** Official divided by native: larger is better for native. */
export function ratioTable(results: Results): Table | undefined {
  const { span, llm, pause, metric, startup } = results;
  const llmCpu = (size: MessageSize, encoding: MessageEncoding) =>
    llm?.ratios[size][encoding].mainCpuAboveNoop;
  const measured: [string, Summary | null | undefined, string][] = [
    ['CPU of the JavaScript thread per span', span?.ratios.mainCpu, 'span'],
    ['CPU of the process per span', span?.ratios.processCpu, 'span'],
    ['bytes allocated per span', span?.ratios.allocatedBytes, 'span'],
    ['CPU of the JavaScript thread, 100 KB in 40 messages', llmCpu('100KBNested', 'ascii'), 'llm'],
    ['CPU of the JavaScript thread, a text of 2.5 MB', llmCpu('2.5MB', 'ascii'), 'llm'],
    ['the same with characters beyond Latin-1', llmCpu('2.5MB', 'wide'), 'llm'],
    ['longest pause, a text of 2.5 MB', llm?.ratios['2.5MB'].ascii.longest, 'llm'],
    ['longest pause, a text of 2.5 MB, CPU alone', llm?.ratios['2.5MB'].ascii.longestCpu, 'llm'],
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
          operation.replace('FromRoot', ' from root'),
          ...(['native', 'official', 'none'] as const).map((variant) =>
            decimals(variants[variant].alone[operation], 1),
          ),
          decimals(ratios.alone[operation], 1),
        ]),
      ],
    },
  ];
}

function range({ min, max }: Summary): string {
  return `${min.toFixed(1)} to ${max.toFixed(1)}`;
}
