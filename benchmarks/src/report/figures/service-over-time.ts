import type { EChartsOption } from 'echarts';

import type { ServiceResult } from '../../cases/service-result.ts';
import type { TimeSeries } from '../../harness/time-series.ts';
import { draw, ink, legend, valueAxis } from '../draw.ts';
import { benchCommand, sizeOf, widths, type Figure, type Format } from '../figure.ts';
import { colorOf, nameOf } from '../variant-style.ts';

interface View {
  readonly metric: string;
  readonly phase: string;
  readonly title: string;
  readonly axis: string;
  /** One unit of the axis in units of the series. */
  readonly unit: number;
}

const views: readonly View[] = [
  {
    metric: 'rssBytes',
    phase: 'fixed',
    title: 'Memory over time, at a fixed rate',
    axis: 'RSS, MiB',
    unit: 2 ** 20,
  },
  {
    metric: 'processCpuCores',
    phase: 'fixed',
    title: 'CPU over time, at a fixed rate',
    axis: 'CPU, % of a core',
    unit: 0.01,
  },
  {
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
        id: `${result.case}-${view.phase}-${view.metric === 'rssBytes' ? 'memory' : 'cpu'}`,
        title: view.title + (result.case === 'service-limit' ? ', heap of a 256 MB container' : ''),
        caption: `An Express service under ${load}, per variant ${roundsDrawn(result.settings.rounds)}.`,
        command: benchCommand(result.case === 'service-limit' ? 'service --limit' : 'service'),
        environment: result.environment,
        render: (format) =>
          draw(lineOption(lines, view, format), sizeOf(format, heightOf(format)), view.title),
      },
    ];
  });
}

function roundsDrawn(rounds: number): string {
  return rounds === 1 ? 'its only round' : `that of ${rounds} rounds whose mean is the middle one`;
}

function fits(series: TimeSeries, view: View): boolean {
  return series.metric === view.metric && series.phase === view.phase;
}

/** Of each variant the round whose mean is the median: a line of averages would show what no process did. */
export function middleRounds(series: readonly TimeSeries[]): TimeSeries[] {
  const byVariant = Object.values(Object.groupBy(series, ({ variant }) => variant));
  return byVariant.flatMap((rounds = []) => {
    const ordered = rounds.toSorted((a, b) => mean(a.values) - mean(b.values));
    const middle = ordered[Math.floor((ordered.length - 1) / 2)];
    return middle === undefined ? [] : [middle];
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const heightOf = (format: Format) => (format === 'wide' ? 340 : 400);

function lineOption(lines: readonly TimeSeries[], view: View, format: Format): EChartsOption {
  const lastSecond = Math.max(...lines.map(({ atSeconds }) => atSeconds.at(-1) ?? 0));
  return {
    legend: legend(
      lines.map(({ variant }) => nameOf(variant)),
      widths[format],
    ),
    grid: { left: 8, right: 16, bottom: 28, top: format === 'wide' ? 72 : 130, containLabel: true },
    xAxis: {
      ...valueAxis('seconds'),
      nameLocation: 'middle',
      nameGap: 26,
      max: Math.ceil(lastSecond),
      splitLine: { show: false },
    },
    yAxis: { ...valueAxis(view.axis), nameTextStyle: { color: ink, align: 'left' }, min: 0 },
    series: lines.map(({ variant, atSeconds, values }) => ({
      type: 'line' as const,
      name: nameOf(variant),
      showSymbol: false,
      lineStyle: { width: variant === 'native' ? 3 : 1.5 },
      itemStyle: { color: colorOf(variant) },
      data: atSeconds.map((second, index) => [second, (values[index] ?? 0) / view.unit]),
    })),
  };
}
