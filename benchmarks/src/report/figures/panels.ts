import type { EChartsOption } from 'echarts';

import { draw, grid as gridColor, ink, legend } from '../draw.ts';
import { sizeOf, widths, type Format } from '../figure.ts';
import { colorOf, nameOf } from '../variant-style.ts';

type Values = readonly (number | null)[];

/** A small drawing among others that share its axes. */
export interface Panel {
  readonly title: string;
  readonly subtitle: string;
  readonly stepSeconds: number;
  /** By variant. The last one is drawn on top. */
  readonly lines: Readonly<Record<string, Values>>;
}

export interface PanelView {
  readonly title: string;
  readonly axis: string;
  /** One unit of the axis in units of the values. */
  readonly unit: number;
  /** Variants that the legend names; none where each panel is named after its variant. */
  readonly legend: readonly string[];
}

const columnsOf: Readonly<Record<Format, number>> = { wide: 4, narrow: 2 };
const left = 44;
const plotHeight = 100;
const titleHeight = 40;
const rowGap = 14;
const columnGap = 14;
const bottom = 40;
/** A dashed line is the one to compare with: it is in every panel. */
const compared = 'native';

/** Small multiples: one panel of one or few lines in place of one drawing in which many lines cross. */
export function drawPanels(panels: readonly Panel[], view: PanelView, format: Format): string {
  const layout = layoutOf(panels.length, view.legend, format);
  const option = { ...layout.frame, ...axesOf(panels, view, layout) };
  return draw(
    {
      ...option,
      title: [axisTitle(view.axis, layout.top), ...panels.map(titleOf(layout.cells))],
      series: panels.flatMap((panel, index) => seriesOf(panel, index, view)),
    } as EChartsOption,
    sizeOf(format, layout.height),
    view.title,
  );
}

/** Where one panel lies, in CSS pixels. */
interface Cell {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly isFirstColumn: boolean;
  readonly isLastOfColumn: boolean;
}

function layoutOf(count: number, variants: readonly string[], format: Format) {
  const legendHeight = variants.length === 0 ? 0 : format === 'wide' ? 28 : 52;
  const columns = columnsOf[format];
  const width = (widths[format] - left - 8 - columnGap * (columns - 1)) / columns;
  const top = legendHeight + 20;
  const rowHeight = titleHeight + plotHeight + rowGap;
  const cells = Array.from({ length: count }, (_, index): Cell => ({
    left: left + (index % columns) * (width + columnGap),
    top: top + Math.floor(index / columns) * rowHeight + titleHeight,
    width,
    isFirstColumn: index % columns === 0,
    isLastOfColumn: index + columns >= count,
  }));
  return {
    cells,
    top: legendHeight,
    height: top + Math.ceil(count / columns) * rowHeight + bottom - rowGap,
    frame: {
      ...(variants.length === 0 ? {} : { legend: legend(variants.map(nameOf), widths[format]) }),
      grid: cells.map(({ left, top, width }) => ({ left, top, width, height: plotHeight })),
    },
  };
}

function axesOf(
  panels: readonly Panel[],
  { unit }: PanelView,
  { cells }: { cells: readonly Cell[] },
) {
  const values = panels.flatMap(({ lines }) => Object.values(lines).flat());
  const highest = niceCeiling(Math.max(...values.map((value) => value ?? 0)) / unit);
  const ends = panels.flatMap(({ lines, stepSeconds }) =>
    Object.values(lines).flatMap(({ length }) => [
      Math.round(length * stepSeconds),
      Math.ceil(middleOf(length - 1, stepSeconds)),
    ]),
  );
  const label = { color: ink, fontSize: 11 };
  return {
    xAxis: cells.map((cell, gridIndex) => ({
      ...{ type: 'value', gridIndex, min: 0, max: Math.max(...ends) },
      ...{
        splitNumber: 2,
        splitLine: { show: false },
        axisLine: { lineStyle: { color: gridColor } },
      },
      axisTick: { show: false },
      axisLabel: { ...label, show: cell.isLastOfColumn, hideOverlap: true, alignMaxLabel: 'right' },
      ...(cell.isLastOfColumn ? { name: 'seconds', nameLocation: 'middle', nameGap: 22 } : {}),
      nameTextStyle: label,
    })),
    yAxis: cells.map((cell, gridIndex) => ({
      ...{ type: 'value', gridIndex, min: 0, max: highest, interval: highest / 2 },
      splitLine: { lineStyle: { color: gridColor } },
      axisLabel: { ...label, show: cell.isFirstColumn },
    })),
  };
}

/** The next of 1, 2, 3, 4, 5, 6, 8 times a power of ten: its half is a short number too. */
export function niceCeiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  return factor * power;
}

function axisTitle(axis: string, top: number) {
  return {
    text: axis,
    left: 0,
    top,
    textStyle: { color: ink, fontSize: 12, fontWeight: 'normal' },
  };
}

function titleOf(cells: readonly Cell[]) {
  return ({ title, subtitle }: Panel, index: number) => {
    const { left = 0, top = 0 } = cells[index] ?? {};
    return {
      ...{ text: title, left, top: top - titleHeight + 4, padding: 0, itemGap: 3 },
      textStyle: { color: ink, fontSize: 12 },
      subtext: subtitle,
      subtextStyle: { color: ink, fontSize: 11 },
    };
  };
}

function seriesOf({ lines, stepSeconds }: Panel, index: number, { unit }: PanelView) {
  return Object.entries(lines).map(([variant, values], order, all) => {
    const isReference = variant === compared && order < all.length - 1;
    return {
      ...{ type: 'line', name: nameOf(variant), xAxisIndex: index, yAxisIndex: index },
      ...{ showSymbol: false, connectNulls: true, itemStyle: { color: colorOf(variant) } },
      lineStyle: { width: isReference ? 1.5 : 2, type: isReference ? 'dashed' : 'solid' },
      data: values.map((value, step) => [
        middleOf(step, stepSeconds),
        value === null ? null : value / unit,
      ]),
    };
  });
}

function middleOf(step: number, stepSeconds: number): number {
  return Math.round((step + 0.5) * stepSeconds * 100) / 100;
}
