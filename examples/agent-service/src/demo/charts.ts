import plot from 'simple-ascii-chart';

import type { Course } from './over-time.ts';

const columns = 72;
const rows = 6;
/** Marks on the time axis, at most. */
const timeMarks = 8;

/** A line chart for a terminal. */
export function formatCourse({ title, unit, samples }: Course): string {
  const end = samples.at(-1)?.[0] ?? 0;
  const highest = Math.max(...samples.map(([, value]) => value));
  const step = Math.max(1, Math.ceil(end / timeMarks));
  const marks = Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
  const chart = plot(
    spread(samples).map(([seconds, value]) => [seconds, value]),
    {
      title: `${title}: up to ${format(highest)} ${unit}`,
      width: columns,
      height: rows,
      // A range of nothing cannot be drawn.
      yRange: [0, highest || 1],
      customXAxisTicks: marks,
      formatter: (value, { axis }) => (axis === 'x' ? `${value}s` : format(value)),
    },
  );
  return chart
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

/** One sample a column: the line would have gaps, or hide samples. */
function spread(samples: Course['samples']): Course['samples'] {
  const end = samples.at(-1)?.[0] ?? 0;
  return Array.from({ length: columns }, (_, column) => {
    const seconds = (column / (columns - 1)) * end;
    const next = samples.find(([at]) => at >= seconds) ?? samples.at(-1)!;
    return [seconds, next[1]];
  });
}

function format(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}
