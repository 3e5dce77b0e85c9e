import type { ServiceResult } from '../../cases/service-result.ts';
import type { TimeSeries } from '../../harness/time-series.ts';
import { benchCommand, type Figure } from '../figure.ts';
import { drawLines, middleRounds, roundsDrawn, type LineView } from './lines.ts';

interface View extends LineView {
  readonly name: string;
  readonly metric: string;
  readonly phase: string;
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
    axis: 'delay, 99 % of timers, ms',
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

/** One drawing per view of which there are series: a line per variant. */
export function serviceFigures(result: ServiceResult): Figure[] {
  return views.flatMap((view) => {
    const lines = middleRounds(result.series.filter((one) => fits(one, view)));
    if (lines.length === 0) return [];
    const load =
      view.phase === 'fixed'
        ? `${result.settings.rate} requests per second`
        : `${result.settings.connections} connections that always have a request under way`;
    return [
      {
        id: `${result.case}-${view.phase}-${view.name}`,
        title: view.title + (result.case === 'service-limit' ? ', heap of a 256 MB container' : ''),
        caption: `An Express service under ${load}, per variant ${roundsDrawn(result.settings.rounds)}.`,
        command: benchCommand(result.case === 'service-limit' ? 'service --limit' : 'service'),
        environment: result.environment,
        render: (format) => drawLines(lines, view, format),
      },
    ];
  });
}

function fits(series: TimeSeries, view: View): boolean {
  return series.metric === view.metric && series.phase === view.phase;
}
