import type { EChartsOption } from 'echarts';

import type { TimeSeries } from '../../harness/time-series.ts';
import { draw, ink, legend, valueAxis } from '../draw.ts';
import { sizeOf, widths, type Format } from '../figure.ts';
import { colorOf, nameOf } from '../variant-style.ts';

/** How figures over time are shown. */
export interface LineView {
  readonly title: string;
  readonly axis: string;
  /** One unit of the axis in units of the series. */
  readonly unit: number;
}

/** A line per series, named after its variant. */
export function drawLines(lines: readonly TimeSeries[], view: LineView, format: Format): string {
  const height = topOf(lines, format) + 270;
  return draw(lineOption(lines, view, format), sizeOf(format, height), view.title);
}

/** What {@link middleRounds} chose, in words. */
export function roundsDrawn(rounds: number): string {
  return rounds === 1 ? 'its only round' : `that of ${rounds} rounds whose mean is the middle one`;
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

/** Room for the legend's lines and the name of the axis. */
function topOf(lines: readonly TimeSeries[], format: Format): number {
  const entriesPerLine = format === 'wide' ? 5 : 2;
  return Math.ceil(lines.length / entriesPerLine) * 30 + 44;
}

function lineOption(lines: readonly TimeSeries[], view: LineView, format: Format): EChartsOption {
  const lastSecond = Math.max(...lines.map(({ atSeconds }) => atSeconds.at(-1) ?? 0));
  return {
    legend: legend(
      lines.map(({ variant }) => nameOf(variant)),
      widths[format],
    ),
    grid: { left: 8, right: 16, bottom: 28, top: topOf(lines, format), containLabel: true },
    xAxis: {
      ...valueAxis('seconds'),
      nameLocation: 'middle',
      nameGap: 26,
      max: Math.round(lastSecond),
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
