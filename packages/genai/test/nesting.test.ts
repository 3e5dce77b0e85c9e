import { withConversation } from '@otel-native/genai';
import { withEachSdk } from './support/genai';

withEachSdk('a call inside of one of the same kind enriches it', async ({ genAi, sent }) => {
  await genAi.inference({ provider: 'gateway', model: 'fast' }, async (outer) => {
    await genAi.inference(
      { provider: 'openai', model: 'gpt-5', serverAddress: 'api.openai.com', temperature: 1 },
      async (inner) => {
        inner.set({
          responseModel: 'gpt-5-2026',
          responseId: 'inner',
          usage: { inputTokens: 3, outputTokens: 4 },
        });
      },
    );
    outer.set({ responseId: 'outer' });
  });
  const { spans, points } = await sent();
  expect(spans.map(({ name }) => name)).toEqual(['chat fast']);
  expect(spans[0]!.attributes).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'gateway',
    'gen_ai.request.model': 'fast',
    'server.address': 'api.openai.com',
    'gen_ai.request.temperature': 1,
    'gen_ai.response.model': 'gpt-5-2026',
    'gen_ai.response.id': 'outer',
    'gen_ai.usage.input_tokens': 3,
    'gen_ai.usage.output_tokens': 4,
  });
  const durations = points.filter(({ name }) => name === 'gen_ai.client.inference.duration');
  expect(durations.map(({ count }) => count)).toEqual([1]);
  const input = points.find(({ name }) => name === 'gen_ai.client.inference.usage.input_tokens');
  expect(input!.value).toBe(3);
});

withEachSdk('an inner stream measures the chunks of the outer call', async ({ genAi, sent }) => {
  async function* answer() {
    yield* ['a', 'b', 'c'];
  }
  await genAi.inference({ provider: 'gateway' }, async (outer) => {
    const inner = genAi.inference({ provider: 'openai' }, (call) => call.stream(answer()));
    // The outer one wraps it again: each chunk counts once.
    const stream = genAi.inference.start({ provider: 'other' }).stream(inner);
    for await (const chunk of stream) if (chunk !== '') outer.chunk();
  });
  const { spans, points } = await sent();
  expect(spans).toHaveLength(1);
  const rest = points.find(({ name }) => name.endsWith('time_per_output_chunk'));
  expect(rest!.count).toBe(2);
});

withEachSdk(
  'a retry that fails inside leaves the outer call as it ends',
  async ({ genAi, sent }) => {
    await genAi.inference({ provider: 'gateway' }, async () => {
      const attempt = genAi.inference({ provider: 'openai' }, async () => {
        throw new Error('busy');
      });
      await attempt.catch(() => {});
      await genAi.inference({ provider: 'openai' }, async (call) =>
        call.set({ responseId: 'second' }),
      );
    });
    const { spans, logs } = await sent();
    expect(spans.map(({ status }) => status.code)).toEqual([0]);
    expect(spans[0]!.attributes['gen_ai.response.id']).toBe('second');
    expect(logs).toEqual([]);
  },
);

withEachSdk('agents, workflows and tools keep their own spans, and agents count', async (run) => {
  const { genAi } = run;
  const think = () => genAi.inference({ provider: 'openai', model: 'gpt-5' }, async () => {});
  await genAi.workflow({ name: 'research' }, () =>
    genAi.agent({ name: 'planner' }, async () => {
      await genAi.plan({}, think);
      await genAi.tool({ name: 'ask', type: 'function' }, () =>
        genAi.agent({ name: 'researcher' }, async () => {
          await think();
          await genAi.tool({ name: 'search' }, async () => {});
          await expect(
            genAi.tool({ name: 'search' }, async () => {
              throw new SyntaxError('no');
            }),
          ).rejects.toThrow('no');
          await think();
        }),
      );
      await think();
    }),
  );
  await genAi.agent({ name: 'idle' }, () => {});
  const { spans, points } = await run.sent();
  const nameOf = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  const tree = spans
    .map(({ name, parentSpanId, kind }) => `${nameOf.get(parentSpanId) ?? '-'} > ${name} (${kind})`)
    .sort();
  expect(tree).toEqual([
    '- > invoke_agent idle (1)',
    '- > invoke_workflow research (1)',
    'execute_tool ask > invoke_agent researcher (1)',
    'invoke_agent planner > chat gpt-5 (3)',
    'invoke_agent planner > execute_tool ask (1)',
    'invoke_agent planner > plan (1)',
    'invoke_agent researcher > chat gpt-5 (3)',
    'invoke_agent researcher > chat gpt-5 (3)',
    'invoke_agent researcher > execute_tool search (1)',
    'invoke_agent researcher > execute_tool search (1)',
    'invoke_workflow research > invoke_agent planner (1)',
    'plan > chat gpt-5 (3)',
  ]);
  const counted = (metric: string) =>
    points
      .filter(({ name }) => name === `gen_ai.invoke_agent.${metric}`)
      .map(({ attributes, value, count }) => [attributes['gen_ai.agent.name'], value, count]);
  expect(counted('inference_calls')).toEqual([
    ['idle', 0, 1],
    ['planner', 2, 1],
    ['researcher', 2, 1],
  ]);
  expect(counted('tool_calls')).toEqual([
    ['idle', 0, 1],
    ['planner', 1, 1],
    ['researcher', 2, 1],
  ]);
  const tools = points.filter(({ name }) => name === 'gen_ai.execute_tool.duration');
  expect(tools.map(({ attributes }) => attributes)).toEqual([
    {
      'error.type': 'SyntaxError',
      'gen_ai.agent.name': 'researcher',
      'gen_ai.tool.name': 'search',
    },
    { 'gen_ai.agent.name': 'planner', 'gen_ai.tool.name': 'ask', 'gen_ai.tool.type': 'function' },
    { 'gen_ai.agent.name': 'researcher', 'gen_ai.tool.name': 'search' },
  ]);
  const agents = points.filter(({ name }) => name === 'gen_ai.invoke_agent.duration');
  expect(agents.map(({ attributes }) => Object.values(attributes).join(' '))).toEqual([
    'idle invoke_agent',
    'planner invoke_agent',
    'research invoke_workflow',
    'researcher invoke_agent',
  ]);
  expect(agents[0]!.bounds).toEqual([
    0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4, 204.8, 409.6,
  ]);
  const inferenceCalls = points.find(({ name }) => name === 'gen_ai.invoke_agent.inference_calls');
  expect(inferenceCalls!.bounds).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
});

withEachSdk('a conversation reaches the calls inside', async ({ genAi, sent }) => {
  await withConversation('conv_1', async () => {
    await genAi.inference({ provider: 'openai' }, async () => {});
    await genAi.tool({ name: 'clock' }, async () => {});
    genAi.inference({ provider: 'openai', conversationId: 'conv_2' }, () => {});
  });
  await genAi.agent({ name: 'a', conversationId: 'conv_3' }, () =>
    genAi.inference({ provider: 'openai' }, async () => {}),
  );
  genAi.inference({ provider: 'openai' }, () => {});
  const { spans } = await sent();
  const ids = spans.map(({ name, attributes }) => [name, attributes['gen_ai.conversation.id']]);
  expect(ids).toEqual([
    ['chat', 'conv_1'],
    ['execute_tool clock', undefined],
    ['chat', 'conv_2'],
    ['chat', 'conv_3'],
    ['invoke_agent a', 'conv_3'],
    ['chat', undefined],
  ]);
});
