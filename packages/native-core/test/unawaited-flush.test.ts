import { TracerProvider } from '@otel-native/native-core';
import { MeterProvider } from '@otel-native/native-core/metrics';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CollectingSink } from './support/collecting-sink';

const refusing = () => new CollectingSink(() => ({ status: 'failed', message: 'no' }));

test.each<[string, () => MeterProvider | TracerProvider]>([
  [
    'metrics',
    () => {
      const provider = new MeterProvider({ exporter: refusing() });
      provider.getMeter('test').createCounter('count').add(1);
      return provider;
    },
  ],
  [
    'spans',
    () => {
      const provider = new TracerProvider({ exporter: refusing() });
      provider.getTracer('test').startSpan('span').end();
      return provider;
    },
  ],
])('a flush of %s that nobody awaits is no unhandled rejection', async (_signal, make) => {
  const unhandled: unknown[] = [];
  const listener = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', listener);
  const provider = make();
  const flush = provider.forceFlush();
  while (provider.stats()?.dropped.exportFailed !== 1) await nextTurn();
  // The rejection comes in a turn of its own, and its report in the next.
  for (let turn = 0; turn < 100; turn++) await nextTurn();
  process.removeListener('unhandledRejection', listener);
  expect(unhandled).toEqual([]);
  await expect(flush).rejects.toBeDefined();
});
