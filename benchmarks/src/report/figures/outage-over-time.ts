import type { OutageResult } from '../../cases/outage.ts';
import type { ThinResult } from '../../harness/thin-result.ts';
import { benchCommand, type Figure } from '../figure.ts';
import { inOrder } from '../variant-style.ts';
import { faultName } from '../loss-tables.ts';
import { drawPanels, type Panel } from './panels.ts';

const title = 'Memory over time, while the Collector has a fault';

/** What waits takes memory, up to the bounds of the queues. */
export function outageFigures(result: ThinResult<OutageResult> | undefined): Figure[] {
  const [first] = result?.series ?? [];
  if (result === undefined || first === undefined) return [];
  const { settings, environment, series } = result;
  const variants = inOrder(Object.keys(first.values)).toReversed();
  const panels = series.map(({ phase, values, stepSeconds }): Panel => ({
    title: faultName(phase, settings.slowAnswerMs),
    subtitle: '',
    stepSeconds,
    lines: Object.fromEntries(variants.map((variant) => [variant, values[variant] ?? []])),
  }));
  const until = settings.healthySeconds + settings.seconds;
  return [
    {
      id: 'outage-memory',
      title,
      caption: `The fault lasts from second ${settings.healthySeconds} to second ${until}.`,
      command: benchCommand('outage'),
      environment,
      render: (format) =>
        drawPanels(panels, { title, axis: 'RSS, MiB', unit: 2 ** 20, legend: variants }, format),
    },
  ];
}
