import type { ReceivedMetric, ReceivedPoint } from 'otlp-receiver';

/** How a figure of the service went. */
export interface Course {
  readonly title: string;
  /** Follows a value. */
  readonly unit: string;
  readonly samples: readonly (readonly [seconds: number, value: number])[];
}

interface Shown {
  readonly title: string;
  readonly metric: string;
  readonly unit: string;
  /** From the unit of the metric, of all its points together. */
  readonly value: (points: readonly ReceivedPoint[]) => number;
}

const shown: readonly Shown[] = [
  {
    title: 'CPU, of what the process may use',
    metric: 'process.cpu.utilization',
    unit: '%',
    value: (points) => 100 * total(points),
  },
  {
    title: 'Memory',
    metric: 'process.memory.usage',
    unit: 'MiB',
    value: (points) => total(points) / 2 ** 20,
  },
  {
    title: 'Delay of the event loop, 99th percentile',
    metric: 'nodejs.eventloop.delay.p99',
    unit: 'ms',
    value: (points) => 1000 * total(points),
  },
];

/** Of what was exported in the course of time. A metric that did not come is left out. */
export function coursesOf(metrics: readonly ReceivedMetric[]): Course[] {
  const first = Math.min(...metrics.map(secondsOf));
  return shown.flatMap(({ title, metric, unit, value }) => {
    const samples = metrics
      .filter(({ name, points }) => name === metric && points.length > 0)
      .map((one): [number, number] => [secondsOf(one) - first, value(one.points)]);
    return samples.length < 2 ? [] : [{ title, unit, samples }];
  });
}

function secondsOf({ points }: ReceivedMetric): number {
  const millis = BigInt(points[0]?.timeUnixNano ?? 0) / 1_000_000n;
  return millis === 0n ? Infinity : Number(millis) / 1000;
}

/** Of the points of several attributes, such as user and system. */
function total(points: readonly ReceivedPoint[]): number {
  return points.reduce((sum, { value }) => sum + value, 0);
}
