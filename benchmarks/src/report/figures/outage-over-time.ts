import type { OutageResult } from '../../cases/outage.ts';
import { benchCommand, type Figure } from '../figure.ts';
import { drawLines, middleRounds, roundsDrawn } from './lines.ts';

const title = 'Memory over time, while nobody listens at the Collector';

/** What waits takes memory, up to the bounds of the queues. */
export function outageFigures(result: OutageResult | undefined): Figure[] {
  if (result === undefined) return [];
  const { settings, environment } = result;
  const lines = middleRounds(
    result.series.filter(({ phase, metric }) => phase === 'down' && metric === 'rssBytes'),
  );
  if (lines.length === 0) return [];
  const until = settings.healthySeconds + settings.seconds;
  return [
    {
      id: 'outage-memory',
      title,
      caption: `The Collector is away from second ${settings.healthySeconds} to ${until}; per variant ${roundsDrawn(settings.rounds)}.`,
      command: benchCommand('outage'),
      environment,
      render: (format) => drawLines(lines, { title, axis: 'RSS, MiB', unit: 2 ** 20 }, format),
    },
  ];
}
