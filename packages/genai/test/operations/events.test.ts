import type { GenAi } from '@otel-native/genai';
import { withEachSdk } from '../support/genai';

const exceptionEvents: [string, (genAi: GenAi, fail: () => never) => void, string | undefined][] = [
  [
    'embeddings',
    (g, f) => g.embeddings({ provider: 'p' }, f),
    'gen_ai.client.embeddings.exception',
  ],
  ['retrieval', (g, f) => g.retrieval({}, f), 'gen_ai.client.operation.exception'],
  [
    'fetch_response',
    (g, f) => g.fetchResponse({ provider: 'p' }, f),
    'gen_ai.client.operation.exception',
  ],
  [
    'memory',
    (g, f) => g.memory({ operation: 'delete_memory' }, f),
    'gen_ai.client.operation.exception',
  ],
  [
    'create_agent',
    (g, f) => g.createAgent({ provider: 'p' }, f),
    'gen_ai.client.operation.exception',
  ],
  ['remote agent', (g, f) => g.agent({ isRemote: true }, f), 'gen_ai.client.operation.exception'],
  ['execute_tool', (g, f) => g.tool({ name: 't' }, f), 'gen_ai.execute_tool.exception'],
  ['agent', (g, f) => g.agent({}, f), undefined],
  ['workflow', (g, f) => g.workflow({}, f), undefined],
  ['plan', (g, f) => g.plan({}, f), undefined],
];

withEachSdk('exceptions have the events of their calls', async ({ genAi, sent }) => {
  const fail = () => {
    throw new TypeError('no');
  };
  for (const [, call] of exceptionEvents) expect(() => call(genAi, fail)).toThrow('no');
  const { spans, logs } = await sent();
  expect(spans.map(({ attributes }) => attributes['error.type'])).toEqual(
    exceptionEvents.map(() => 'TypeError'),
  );
  expect(logs.map(({ eventName }) => eventName)).toEqual(
    exceptionEvents.flatMap(([, , name]) => name ?? []),
  );
});

withEachSdk('an evaluation is an event in the span that it is about', async ({ genAi, sent }) => {
  const call = genAi.inference.start({ provider: 'openai' });
  const { context } = call;
  call.end();
  await genAi.evaluation({ name: 'relevance', responseId: 'r1', context }, async (evaluation) =>
    evaluation.set({ scoreValue: 0.75, scoreLabel: 'pass', explanation: 'to the point' }),
  );
  genAi.evaluation.start({ name: 'tone' }).fail(new RangeError('no judge'));
  const { spans, logs } = await sent();
  expect(logs.map(({ eventName }) => eventName)).toEqual(Array(2).fill('gen_ai.evaluation.result'));
  expect(logs[0]!.spanId).toBe(spans[0]!.spanId);
  expect(logs[0]!.attributes).toEqual({
    'gen_ai.evaluation.name': 'relevance',
    'gen_ai.evaluation.score.value': 0.75,
    'gen_ai.evaluation.score.label': 'pass',
    'gen_ai.evaluation.explanation': 'to the point',
    'gen_ai.response.id': 'r1',
  });
  expect(logs[1]!.attributes).toEqual({
    'gen_ai.evaluation.name': 'tone',
    'error.type': 'RangeError',
  });
});
