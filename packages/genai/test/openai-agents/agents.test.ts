/** What is recorded of agents of the OpenAI Agents SDK: real ones, with a real client against a stub of the provider. */
import { trace } from '@opentelemetry/api';
import type * as newest from '@openai/agents';
import { observeOpenAI } from '@otel-native/genai/openai';
import { observeOpenAIAgents } from '@otel-native/genai/openai-agents';
import { treeOf } from '../support/tree';
import { clientOf, runnerOf, withEachLibrary } from './libraries';

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

/** The library tells the model at the start of a stream, and else at the end of a call. */
const withTools = (cities: string[], chat = 'chat') => [
  'invoke_agent weather-agent INTERNAL',
  `  ${chat} CLIENT`,
  '    HTTP INTERNAL',
  ...cities.flatMap((city) => ['  execute_tool weather INTERNAL', `    look up ${city} INTERNAL`]),
  `  ${chat} CLIENT`,
  '    HTTP INTERNAL',
];

withEachLibrary('chats', 'chat_completions', async ({ runner, agent, sent, tree }) => {
  const { finalOutput } = await runner.run(agent(), 'Is it warm?');
  expect(finalOutput).toBe('Warm in Rome');
  expect(trace.getActiveSpan()).toBeUndefined();
  const { spans, points } = await sent();
  expect(treeOf(spans)).toEqual(withTools(['Rome', 'Oslo']));
  const [invoked] = spans.filter(({ name }) => name.startsWith('invoke_agent'));
  expect(invoked!.attributes).toEqual({
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'weather-agent',
    'gen_ai.usage.input_tokens': 20,
    'gen_ai.usage.output_tokens': 10,
  });
  const [chat] = spans.filter(({ name }) => name === 'chat');
  expect(chat!.attributes).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt',
    'gen_ai.request.temperature': 0.5,
    'gen_ai.response.id': 'answer-1',
    'gen_ai.response.model': 'model-1',
    'gen_ai.response.finish_reasons': ['tool_calls'],
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.output_tokens': 5,
  });
  const of = (name: string) => points.filter((point) => point.name === name);
  expect(of('gen_ai.invoke_agent.inference_calls')).toMatchObject([{ value: 2, count: 1 }]);
  expect(of('gen_ai.invoke_agent.tool_calls')).toMatchObject([{ value: 2, count: 1 }]);
  const all = JSON.stringify(spans.map(({ attributes }) => attributes));
  expect(all).not.toMatch(/warm|brief|Rome|degrees/i);

  const streamed = await runner.run(agent(), 'Is it warm?', { stream: true });
  for await (const event of streamed) void event;
  await streamed.completed;
  expect(await tree()).toEqual(withTools(['Rome', 'Oslo'], 'chat gpt'));
  expect(trace.getActiveSpan()).toBeUndefined();
});

withEachLibrary(
  'responses, with content, in a trace with a name',
  'responses',
  async ({ library, runner, agent, sent, tree }) => {
    await library.withTrace(
      'planning',
      async () => {
        await runner.run(agent(), 'Is it warm?');
      },
      { groupId: 'group-1' },
    );
    const { spans } = await sent();
    expect(treeOf(spans)).toEqual([
      'invoke_workflow planning INTERNAL',
      ...withTools(['Rome']).map((line) => `  ${line}`),
    ]);
    const [chat] = spans.filter(({ name }) => name === 'chat');
    expect(chat!.attributes).toMatchObject({
      'gen_ai.conversation.id': 'group-1',
      'gen_ai.response.id': 'answer-1',
      'gen_ai.usage.cache_read.input_tokens': 4,
      'gen_ai.input.messages': [
        { role: 'user', parts: [{ type: 'text', content: 'Is it warm?' }] },
      ],
      'gen_ai.output.messages': [
        {
          role: 'assistant',
          parts: [{ type: 'tool_call', name: 'weather', arguments: { city: 'Rome' } }],
        },
      ],
    });
    const [ran] = spans.filter(({ name }) => name.startsWith('execute_tool'));
    expect(ran!.attributes).toMatchObject({
      'gen_ai.tool.call.arguments': { city: 'Rome' },
      'gen_ai.tool.call.result': { city: 'Rome', degrees: 20 },
    });
    const streamed = await runner.run(agent('gpt', []), 'Is it warm?', { stream: true });
    for await (const event of streamed) void event;
    expect(await tree()).toEqual([
      'invoke_agent weather-agent INTERNAL',
      '  chat CLIENT',
      '    HTTP INTERNAL',
    ]);
  },
  { captureContent: 'SPAN_ONLY' },
);

withEachLibrary('handoffs, and agents as tools', 'chat_completions', async (one) => {
  const { library, runner, agent, tree } = one;
  const helper = agent('gpt', []).asTool({ toolName: 'weather', toolDescription: 'Asks' });
  const asking = new library.Agent({ name: 'asking', model: 'gpt', tools: [helper] });
  await runner.run(asking, 'Is it warm?').catch(() => {});
  const lines = await tree();
  expect(lines[0]).toMatch(/^invoke_agent asking INTERNAL/);
  expect(lines.some((line) => line.startsWith('  execute_tool weather'))).toBe(true);
});

withEachLibrary('over an observed client there is one span', 'chat_completions', async (one) => {
  const { library, agent, stub, sent } = one;
  const runner = runnerOf(library, 'chat_completions', observeOpenAI(clientOf(stub)));
  // A second call has no effect, and stops nothing.
  observeOpenAIAgents(library)();
  await runner.run(agent('gpt', []), 'Is it warm?');
  const { spans } = await sent();
  expect(spans.filter(({ name }) => name.startsWith('chat'))).toHaveLength(1);
});

withEachLibrary('a handoff', 'chat_completions', async ({ library, runner, tree }) => {
  const helper = new library.Agent({ name: 'helper', model: 'gpt' });
  const handoffs = [library.handoff(helper, { toolNameOverride: 'weather' })];
  const triage = new library.Agent({ name: 'triage', model: 'gpt', handoffs });
  const { finalOutput } = await runner.run(triage as newest.Agent, 'Is it warm?');
  expect(finalOutput).toBe('Warm in Rome');
  const inside = ['  chat CLIENT', '    HTTP INTERNAL'];
  // The agent that takes over is no part of the one before.
  expect(await tree()).toEqual([
    'invoke_agent triage INTERNAL',
    ...inside,
    'invoke_agent helper INTERNAL',
    ...inside,
  ]);
});
