import type { ServiceResult } from '../../cases/service-result.ts';
import { medianOf, type MedianLines } from '../../harness/median-lines.ts';
import type { ThinResult } from '../../harness/thin-result.ts';
import { benchCommand, type Figure } from '../figure.ts';
import { inOrder, nameOf } from '../variant-style.ts';
import { drawPanels, type Panel } from './panels.ts';

interface View {
  readonly name: string;
  readonly metric: string;
  readonly phase: string;
  readonly title: string;
  readonly axis: string;
  /** One unit of the axis in units of the values. */
  readonly unit: number;
}

const views: readonly View[] = [
  {
    name: 'memory',
    metric: 'rssBytes',
    phase: 'fixed',
    title: 'Memory over time, at a fixed rate',
    axis: 'RSS, MiB',
    unit: 2 ** 20,
  },
  {
    name: 'cpu',
    metric: 'processCpuCores',
    phase: 'fixed',
    title: 'CPU over time, at a fixed rate',
    axis: 'CPU, % of a core',
    unit: 0.01,
  },
  {
    name: 'loop',
    metric: 'loopDelayMs',
    phase: 'fixed',
    title: 'Event-loop delay over time, at a fixed rate',
    axis: 'delay that 99 % of timers stay below, ms',
    unit: 1,
  },
  {
    name: 'memory',
    metric: 'rssBytes',
    phase: 'saturated',
    title: 'Memory over time, saturated',
    axis: 'RSS, MiB',
    unit: 2 ** 20,
  },
];

/** One drawing per view of which there are lines: a panel per variant. */
export function serviceFigures(result: ThinResult<ServiceResult>): Figure[] {
  const limited = result.case === 'service-limit';
  return views.flatMap((view) => {
    const lines = result.series.find(
      ({ metric, phase }) => metric === view.metric && phase === view.phase,
    );
    if (lines === undefined) return [];
    const title = view.title + (limited ? ', heap of a 256 MB container' : '');
    return [
      {
        id: `${result.case}-${view.phase}-${view.name}`,
        title,
        caption: `${loadOf(result, view)} ${stepsOf(result, lines)}`,
        command: benchCommand(limited ? 'service --limit' : 'service'),
        environment: result.environment,
        render: (format) =>
          drawPanels(panelsOf(lines, view), { ...view, title, legend: [] }, format),
      },
    ];
  });
}

function loadOf({ settings }: ThinResult<ServiceResult>, { phase }: View): string {
  return phase === 'fixed'
    ? `The Express service answers ${settings.rate} requests per second.`
    : `${settings.connections} connections always have a request under way.`;
}

function stepsOf({ settings }: ThinResult<ServiceResult>, { stepSeconds }: MedianLines): string {
  const rounds = settings.rounds === 1 ? 'of one round' : `of ${settings.rounds} rounds`;
  return `Each point is the median of the samples ${rounds} in ${stepSeconds.toFixed(1)}\u00a0s. All panels share one scale; the dashed line is ${nameOf('native')}.`;
}

/** The product's line is in each panel: the one to compare with. */
function panelsOf({ values, stepSeconds }: MedianLines, { unit }: View): Panel[] {
  const { native } = values;
  return inOrder(Object.keys(values)).map((variant) => {
    const own = values[variant] ?? [];
    const median = medianOf(own.filter((value) => value !== null)) ?? 0;
    return {
      title: nameOf(variant),
      subtitle: `median ${(median / unit).toFixed(0)}`,
      stepSeconds,
      lines: { ...(native === undefined ? {} : { native }), [variant]: own },
    };
  });
}
