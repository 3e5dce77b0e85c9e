import * as newestTools from '@langchain/core/tools';
import * as newestTesting from '@langchain/core/utils/testing';
import { question, withEachGraph } from './cases';

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

withEachGraph(
  'content is recorded as values',
  async ({ langgraph, model, sent }) => {
    const { tool } = newestTools;
    const weather = tool(async ({ city }: { city: string }) => ({ city, degrees: 20 }), {
      name: 'weather',
      description: 'The weather',
      schema: { type: 'object', properties: { city: { type: 'string' } } } as never,
    });
    const agent = langgraph.createReactAgent({
      llm: model(),
      tools: [weather as never],
      prompt: 'Be brief.',
    });
    await agent.invoke(question);
    const { spans } = await sent();
    const [graph] = spans.filter(({ name }) => name === 'invoke_workflow');
    const [first] = spans.filter(({ name }) => name === 'chat gpt');
    const [ran] = spans.filter(({ name }) => name.startsWith('execute_tool'));
    expect(graph!.attributes).toMatchObject({
      'gen_ai.input.messages': [
        { role: 'user', parts: [{ type: 'text', content: 'Is it warm?' }] },
      ],
      'gen_ai.output.messages': [
        { role: 'assistant', parts: [{ type: 'text', content: 'Warm in Rome' }] },
      ],
    });
    expect(first!.attributes).toMatchObject({
      'gen_ai.input.messages': [
        { role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] },
        { role: 'user', parts: [{ type: 'text', content: 'Is it warm?' }] },
      ],
      'gen_ai.tool.definitions': [
        { type: 'function', name: 'weather', description: 'The weather' },
      ],
      'gen_ai.output.messages': [
        {
          role: 'assistant',
          parts: ['Rome', 'Oslo'].map((city, index) => ({
            type: 'tool_call',
            id: `call_${index}`,
            name: 'weather',
            arguments: { city },
          })),
        },
      ],
    });
    expect(ran!.attributes).toMatchObject({
      'gen_ai.tool.call.arguments': { city: 'Rome' },
      'gen_ai.tool.call.result': { city: 'Rome', degrees: 20 },
    });
  },
  { captureContent: 'SPAN_ONLY' },
);

withEachGraph('content is not recorded by default', async ({ langgraph, model, sent }) => {
  await langgraph.createReactAgent({ llm: model(), tools: [] }).invoke(question);
  const retriever = new newestTesting.FakeRetriever();
  await retriever.invoke('Is it warm?');
  const { spans } = await sent();
  expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toMatch(/warm|Rome|foo/i);
});
