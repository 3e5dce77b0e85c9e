import type { EChartsOption } from 'echarts';

import { categoryAxis, draw, ink, legend, valueAxis } from '../draw.ts';
import { sizeOf, widths, type Format } from '../figure.ts';
import { colorOf, nameOf } from '../variant-style.ts';

/** Bars side by side: one group per label, in it one bar per variant. */
export interface BarGroups {
  readonly title: string;
  readonly axis: string;
  readonly digits: number;
  /** For values that differ by orders of magnitude. */
  readonly logarithmic?: boolean;
  readonly labels: readonly string[];
  /** By variant, in the order of `labels`; `null` was not measured. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

const barHeight = 18;
const groupGap = 18;

/** Lying bars, as names of groups are words, and a phone is higher than it is wide. */
export function drawBars(groups: BarGroups, format: Format): string {
  const variants = Object.keys(groups.values);
  const top = format === 'wide' ? 36 : 60;
  const height = top + 48 + groups.labels.length * (variants.length * barHeight + groupGap);
  return draw(barOption(groups, top, widths[format]), sizeOf(format, height), groups.title);
}

function barOption(groups: BarGroups, top: number, width: number): EChartsOption {
  const variants = Object.keys(groups.values);
  const axis = {
    ...valueAxis(groups.axis),
    nameLocation: 'middle' as const,
    nameGap: 28,
    splitNumber: 4,
  };
  return {
    legend: legend(variants.map(nameOf), width),
    grid: { left: 20, right: 64, top, bottom: 30, containLabel: true },
    xAxis:
      groups.logarithmic === true
        ? { ...axis, type: 'log', min: lowest(groups), startValue: lowest(groups) }
        : axis,
    yAxis: { ...categoryAxis([...groups.labels]), inverse: true },
    series: variants.map((variant) => ({
      type: 'bar' as const,
      name: nameOf(variant),
      barWidth: barHeight - 4,
      itemStyle: { color: colorOf(variant) },
      label: {
        show: true,
        position: 'right' as const,
        color: ink,
        fontSize: 12,
        formatter: ({ value }: { value: unknown }) =>
          typeof value === 'number' ? value.toFixed(groups.digits) : '',
      },
      data: [...(groups.values[variant] ?? [])],
    })),
  };
}

/** A power of ten below all values: a logarithmic axis cannot start at zero. */
function lowest({ values }: BarGroups): number {
  const positive = Object.values(values)
    .flat()
    .filter((value) => value !== null && value > 0) as number[];
  return positive.length === 0 ? 1 : 10 ** Math.floor(Math.log10(Math.min(...positive)));
}
