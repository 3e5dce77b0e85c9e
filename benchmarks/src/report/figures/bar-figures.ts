import type { LlmResult } from '../../cases/llm.ts';
import type { PauseResult } from '../../cases/pause.ts';
import type { SpanResult } from '../../cases/span-result.ts';
import type { StartupResult } from '../../cases/startup.ts';
import type { Environment } from '../../harness/environment.ts';
import type { Summary } from '../../harness/statistics.ts';
import type { ThinResult } from '../../harness/thin-result.ts';
import { benchCommand, type Figure, type Format } from '../figure.ts';
import type { Results } from '../results.ts';
import { drawBars, type BarGroups } from './bars.ts';

const sdks = ['noop', 'official', 'native'] as const;

/** CPU and bytes per span, a group of bars per kind of span. */
export function spanFigures(results: Results): Figure[] {
  const measured = [
    results.span,
    results['span-wide'],
    results['span-deep'],
    results['span-events'],
  ].filter((result) => result !== undefined);
  const [first] = measured;
  if (first === undefined) return [];
  const values = (metric: 'mainCpuUs' | 'processCpuUs' | 'allocatedBytes', unit = 1) =>
    Object.fromEntries(
      sdks.map((variant) => [
        variant,
        measured.map((result) => median(result.variants[variant][metric], unit)),
      ]),
    );
  const labels = measured.map(spanLabel);
  const command = measured.map((result) => benchCommand(result.case)).join('; ');
  const rounds = `Medians of ${first.settings.rounds} rounds. The export is included.`;
  const figure = (
    name: string,
    note: string,
    { title, axis }: { title: string; axis: string },
    shown: BarGroups['values'],
  ) =>
    barFigure(name, `${rounds} ${note}`, command, first.environment, {
      ...{ title, axis, labels, digits: 1, values: shown },
    });
  return [
    figure(
      'span-main-cpu',
      'This is what the event loop pays.',
      { title: 'CPU of the JavaScript thread per span', axis: 'µs' },
      values('mainCpuUs'),
    ),
    figure(
      'span-process-cpu',
      'All threads are counted.',
      { title: 'CPU of the whole process per span', axis: 'µs' },
      values('processCpuUs'),
    ),
    figure(
      'span-allocated',
      'The garbage collector has to free it.',
      { title: 'Allocated on the JavaScript heap per span', axis: 'KiB' },
      values('allocatedBytes', 2 ** 10),
    ),
  ].filter(({ hasValues }) => hasValues);
}

const spanLabels: Readonly<Record<string, string>> = {
  span: 'agent\nturn',
  'span-wide': '32 attri-\nbutes',
  'span-deep': 'nested\nvalues',
  'span-events': '10 events,\n10 links',
};

function spanLabel(result: ThinResult<SpanResult>): string {
  return spanLabels[result.case] ?? result.case;
}

/** The longest pauses, at a steady rate and with large messages. */
export function pauseFigures({ pause, llm }: Results): Figure[] {
  const environment = pause?.environment ?? llm?.environment;
  if (environment === undefined) return [];
  const groups: { label: string; of: (variant: (typeof sdks)[number]) => Summary | null }[] = [
    ...(pause === undefined ? [] : [pauseGroup(pause)]),
    ...(llm === undefined ? [] : llmGroups(llm)),
  ];
  const commands = [pause && benchCommand('pause'), llm && benchCommand('llm')];
  return [
    barFigure(
      'pauses',
      'The longest stretch that the thread worked without a break, in CPU time: medians of the rounds, on a logarithmic scale. Time that other processes took from the core is left out.',
      commands.filter((command) => command !== undefined).join('; '),
      environment,
      {
        title: 'Longest pause of the event loop',
        axis: 'ms of CPU',
        digits: 2,
        logarithmic: true,
        labels: groups.map(({ label }) => label),
        values: Object.fromEntries(
          sdks.map((variant) => [variant, groups.map(({ of }) => median(of(variant)))]),
        ),
      },
    ),
  ];
}

function pauseGroup({ variants }: ThinResult<PauseResult>) {
  return {
    label: 'steady\nrate',
    of: (variant: (typeof sdks)[number]) => variants[variant].longestCpuMs,
  };
}

function llmGroups({ variants }: ThinResult<LlmResult>) {
  return (['100KB', '2.5MB'] as const).map((size) => ({
    label: `${size.replace(/[KM]B/, ' $&')}\nmessages`,
    of: (variant: (typeof sdks)[number]) => variants[variant][size].ascii.longestCpuMs,
  }));
}

/** Time and memory of the start. */
export function startupFigures({ startup }: Results): Figure[] {
  if (startup === undefined) return [];
  const caption = `Medians of ${startup.settings.rounds} rounds.`;
  const command = benchCommand('startup');
  const { environment } = startup;
  return [
    barFigure(
      'startup-time',
      `${caption} The clock runs from before the import to after \`start()\`.`,
      command,
      environment,
      {
        title: 'Time to import and start',
        axis: 'ms',
        digits: 0,
        labels: ['import\nand start'],
        values: startupValues(startup, (of) => median(of.startMs)),
      },
    ),
    barFigure(
      'startup-memory',
      `${caption} Memory is that of the whole process.`,
      command,
      environment,
      {
        title: 'Memory after the start',
        axis: 'MiB',
        digits: 0,
        labels: ['RSS', 'heap'],
        values: startupValues(
          startup,
          (of) => median(of.rssBytes, 2 ** 20),
          (of) => median(of.heapBytes, 2 ** 20),
        ),
      },
    ),
  ];
}

type StartupSummary = StartupResult['variants']['none'];

function startupValues(
  { variants }: ThinResult<StartupResult>,
  ...read: ((of: StartupSummary) => number | null)[]
): BarGroups['values'] {
  return Object.fromEntries(
    Object.entries(variants).map(([variant, summary]) => [variant, read.map((of) => of(summary))]),
  );
}

export function barFigure(
  id: string,
  caption: string,
  command: string,
  environment: Environment,
  groups: BarGroups,
): Figure & { readonly hasValues: boolean } {
  const { title } = groups;
  const hasValues = Object.values(groups.values).some((values) =>
    values.some((one) => one !== null),
  );
  const render = (format: Format) => drawBars(groups, format);
  return { id, title, caption, command, environment, render, hasValues };
}

/** Result files from before a figure was measured lack it. */
export function median(summary: Summary | null | undefined, unit = 1): number | null {
  return summary == null ? null : summary.median / unit;
}
