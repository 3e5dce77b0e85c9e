/** What is recorded of agents and graphs: real ones, with a real client against a stub of a provider. */
import { MemorySaver } from '@langchain/langgraph';
import { createAgent } from 'langchain';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { treeOf } from '../support/tree';
import { failingWeather, inSpan, question, weather, withEachGraph } from './cases';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

const withTools = (first: string) => [
  first,
  '  chat gpt CLIENT',
  '    HTTP INTERNAL',
  '  execute_tool weather INTERNAL',
  '    look up Rome INTERNAL',
  '  execute_tool weather INTERNAL',
  '    look up Oslo INTERNAL',
  '  chat gpt CLIENT',
  '    HTTP INTERNAL',
];

withEachGraph(
  'an agent that calls tools in parallel',
  async ({ langgraph, model, tree }) => {
    const agent = langgraph.createReactAgent({
      llm: model(),
      tools: [weather],
      name: 'weather-agent',
    });
    const { messages } = await agent.invoke(question);
    expect(messages.at(-1)?.text ?? messages.at(-1)?.content).toBe('Warm in Rome');
    expect(await tree()).toEqual(withTools('invoke_agent weather-agent INTERNAL'));
    for await (const chunk of await agent.stream(question, { streamMode: 'messages' })) void chunk;
    expect(await tree()).toEqual(withTools('invoke_agent weather-agent INTERNAL'));
  },
  { agents: ['weather-agent'] },
);

withEachGraph('an agent of createAgent, and a graph around it', async ({ langgraph, ...one }) => {
  const agent = createAgent({ model: one.model(), tools: [weather], name: 'weather-agent' });
  await agent.invoke(question, { configurable: { thread_id: 'thread-1' } });
  const { spans, points } = await one.sent();
  expect(treeOf(spans)).toEqual(withTools('invoke_agent weather-agent INTERNAL'));
  const [invoked] = spans.filter(({ name }) => name.startsWith('invoke_agent'));
  expect(invoked!.attributes).toEqual({
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'weather-agent',
    'gen_ai.conversation.id': 'thread-1',
    'gen_ai.usage.input_tokens': 20,
    'gen_ai.usage.output_tokens': 10,
  });
  const tools = spans.filter(({ name }) => name.startsWith('execute_tool'));
  expect(tools.map(({ attributes }) => attributes)).toEqual(
    ['call_0', 'call_1'].map((id) => ({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'weather',
      'gen_ai.tool.type': 'function',
      'gen_ai.tool.call.id': id,
      'gen_ai.agent.name': 'weather-agent',
    })),
  );
  for (const { attributes } of spans.filter(({ name }) => name === 'chat gpt')) {
    expect(attributes).toMatchObject({ 'gen_ai.conversation.id': 'thread-1' });
  }
  const of = (name: string) => points.filter((point) => point.name === name);
  expect(of('gen_ai.invoke_agent.inference_calls')).toMatchObject([{ value: 2, count: 1 }]);
  expect(of('gen_ai.invoke_agent.tool_calls')).toMatchObject([{ value: 2, count: 1 }]);
  expect(of('gen_ai.execute_tool.duration')).toMatchObject([{ count: 2 }]);

  const flow = new langgraph.StateGraph(langgraph.MessagesAnnotation)
    .addNode('ask', async ({ messages }) =>
      inSpan('node', async () => ({ messages: (await agent.invoke({ messages })).messages })),
    )
    .addEdge('__start__', 'ask')
    .compile({ name: 'flow', checkpointer: new SpanSaver() });
  await flow.invoke(question, { configurable: { thread_id: 'thread-3' } });
  const tree = await one.tree();
  expect(tree[0]).toBe('invoke_workflow flow INTERNAL');
  // What the library does for the graph is inside of it too.
  expect(tree.filter((line) => line === '  checkpoint INTERNAL').length).toBeGreaterThan(1);
  const inside = tree.slice(tree.indexOf('  node INTERNAL'));
  expect(inside.filter((line) => !line.includes('checkpoint'))).toEqual([
    '  node INTERNAL',
    ...withTools('invoke_agent weather-agent INTERNAL').map((line) => `    ${line}`),
  ]);
});

class SpanSaver extends MemorySaver {
  override put(...args: Parameters<MemorySaver['put']>): ReturnType<MemorySaver['put']> {
    return inSpan('checkpoint', () => super.put(...args));
  }
}

withEachGraph('what fails', async ({ langgraph, model, tree }) => {
  const agent = (llm = model(), tools = [weather]) => langgraph.createReactAgent({ llm, tools });
  await agent(model(), [failingWeather as never]).invoke(question);
  expect(await tree()).toEqual([
    'invoke_workflow INTERNAL',
    '  chat gpt CLIENT',
    '    HTTP INTERNAL',
    '  execute_tool weather INTERNAL ERROR TypeError',
    '  execute_tool weather INTERNAL ERROR TypeError',
    '  chat gpt CLIENT',
    '    HTTP INTERNAL',
  ]);
  await expect(agent(model('refusing')).invoke(question)).rejects.toThrow('refused');
  const [graph, chat] = await tree();
  expect(graph).toMatch(/^invoke_workflow INTERNAL ERROR [A-Z]\w*Error$/);
  expect(chat).toMatch(/^ {2}chat refusing CLIENT ERROR [A-Z]\w*Error$/);

  // An interrupt pauses the graph: nothing has failed.
  const { Annotation, StateGraph, interrupt } = langgraph;
  const paused = new StateGraph(Annotation.Root({ answer: Annotation<string> }))
    .addNode('ask', () => ({ answer: interrupt('well?') as string }))
    .addEdge('__start__', 'ask')
    .compile({ checkpointer: new MemorySaver() });
  await paused.invoke({}, { configurable: { thread_id: 'thread-2' } });
  expect(await tree()).toEqual(['invoke_workflow INTERNAL']);
});

withEachGraph('an abort, and a reader that leaves', async ({ langgraph, model, tree }) => {
  const agent = langgraph.createReactAgent({ llm: model('slow'), tools: [] });
  const controller = new AbortController();
  const read = async () => {
    const options = { streamMode: 'messages' as const, signal: controller.signal };
    for await (const chunk of await agent.stream(question, options)) {
      void chunk;
      controller.abort();
    }
  };
  await expect(read()).rejects.toThrow();
  const lines: string[] = [];
  const deadline = Date.now() + 20_000;
  while (lines.length < 3 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    // LangGraph does not always tell of the end of a graph that nobody reads any more.
    collectGarbage();
    lines.push(...(await tree()));
  }
  expect(lines.toSorted()).toEqual([
    expect.stringMatching(/^ *HTTP INTERNAL$/),
    expect.stringMatching(/^ *chat slow CLIENT ERROR \w*Error$/),
    expect.stringMatching(/^ *invoke_workflow INTERNAL( ERROR \w*Error)?$/),
  ]);
});
