import type { MetricResult } from '../../cases/metric.ts';
import { benchCommand, type Figure } from '../figure.ts';
import type { Results } from '../results.ts';
import { barFigure, median } from './bar-figures.ts';

const sdks = ['noop', 'official', 'native'] as const;
type Metric = keyof MetricResult['variants']['native'];

/** What a measurement costs, and how long a collection holds the loop. */
export function metricFigures({ metric }: Results): Figure[] {
  if (metric === undefined) return [];
  const { settings, variants, environment } = metric;
  const command = benchCommand('metric');
  const values = (...metrics: Metric[]) =>
    Object.fromEntries(
      sdks.map((variant) => [variant, metrics.map((name) => median(variants[variant][name]))]),
    );
  const medians = `Medians of ${settings['rounds']} rounds.`;
  return [
    barFigure(
      'metric-record',
      `${medians} Each call has three attributes in a fresh object, out of ${settings['sets']} sets. Collections and exports are included.`,
      command,
      environment,
      {
        title: 'CPU of the JavaScript thread per measurement',
        axis: 'ns',
        digits: 0,
        labels: ['counter\nadd', 'histogram\nrecord'],
        values: values('counterNanos', 'histogramNanos'),
      },
    ),
    barFigure(
      'metric-collect',
      `${medians} CPU of the JavaScript thread for one collection and export of ${settings['series']?.toLocaleString('en')} series, on a logarithmic scale.`,
      command,
      environment,
      {
        title: 'How long a collection holds the event loop',
        axis: 'ms of CPU',
        digits: 2,
        logarithmic: true,
        labels: ['collection'],
        values: values('collectPauseCpuMs'),
      },
    ),
  ].filter(({ hasValues }) => hasValues);
}
