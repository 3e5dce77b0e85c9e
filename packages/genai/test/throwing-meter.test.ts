import { metrics, trace } from '@opentelemetry/api';
import { genAiStats, inference } from '@otel-native/genai';

const kIntervalsAtOnce = 4096;

afterEach(() => {
  metrics.disable();
  trace.disable();
});

test('intervals between chunks do not grow while the meter throws', () => {
  metrics.setGlobalMeterProvider({
    getMeter: () => {
      throw new Error('the meter');
    },
  });
  const before = genAiStats().failures;
  const call = inference.start({ provider: 'openai', model: 'gpt-5' });
  for (let chunk = 0; chunk <= 3 * kIntervalsAtOnce; chunk++) call.chunk();
  expect(genAiStats().failures - before).toBe(3);
  call.end();
});
