/** Models, tools and retrievers of `@langchain/core` itself, of its lowest and its newest version. */
import { trace } from '@opentelemetry/api';
import { ToolMessage } from '@langchain/core/messages';
import { genAiStats } from '@otel-native/genai';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { treeOf } from '../support/tree';
import { inSpan } from './cases';
import { withEachCore } from './cores';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

withEachCore('models, and what they do', async ({ testing, runnables, sent, tree }) => {
  const model = new testing.FakeListChatModel({ responses: ['Warm'] });
  expect((await model.invoke('Is it warm?')).content).toBe('Warm');
  // Nothing stays active in the caller.
  expect(trace.getActiveSpan()).toBeUndefined();
  const llm = new testing.FakeLLM({ response: 'Cold' });
  expect(await llm.invoke('Is it warm?')).toBe('Cold');
  const retriever = new testing.FakeRetriever();
  const chain = runnables.RunnableSequence.from([
    retriever,
    runnables.RunnableLambda.from(() => inSpan('step', async () => 'Is it warm?')),
    model,
  ]);
  await chain.invoke('weather');
  const { spans, points } = await sent();
  expect(treeOf(spans)).toEqual([
    'chat CLIENT',
    'text_completion CLIENT',
    'retrieval CLIENT',
    'step INTERNAL',
    'chat CLIENT',
  ]);
  expect(spans[0]!.attributes).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'fakelistchatmodel',
  });
  expect(points.map(({ name }) => name)).toContain('gen_ai.client.inference.duration');

  const failing = new testing.FakeListChatModel({ responses: ['Warm'], emitCustomEvent: false });
  failing._generate = () => Promise.reject(new RangeError('too warm'));
  await expect(failing.invoke('Is it warm?')).rejects.toThrow('too warm');
  expect(await tree()).toEqual(['chat CLIENT ERROR RangeError']);
});

withEachCore('streams', async ({ testing, sent }) => {
  const model = new testing.FakeListChatModel({ responses: ['Warm'] });
  let text = '';
  for await (const chunk of await model.stream('Is it warm?')) {
    text += String(chunk.content);
    expect(trace.getActiveSpan()).toBeUndefined();
  }
  expect(text).toBe('Warm');
  const { spans, points } = await sent();
  expect(spans[0]!.attributes).toMatchObject({
    'gen_ai.request.stream': true,
    'gen_ai.response.time_to_first_chunk': expect.any(Number),
  });
  const chunks = points.filter(({ name }) => name.endsWith('time_per_output_chunk'));
  expect(chunks).toMatchObject([{ count: 3 }]);

  const before = genAiStats().abandonedStreams;
  await (async () => {
    for await (const chunk of await model.stream('Is it warm?')) if (chunk.content === 'a') break;
  })();
  const deadline = Date.now() + 20_000;
  while (genAiStats().abandonedStreams === before && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    collectGarbage();
  }
  expect(treeOf((await sent()).spans)).toEqual(['chat CLIENT']);
});

withEachCore('tools', async ({ tools, testing, tree }) => {
  const model = new testing.FakeListChatModel({ responses: ['Warm'] });
  const schema = { type: 'object', properties: { city: { type: 'string' } } } as never;
  const asking = tools.tool(
    async () => inSpan('own work', async () => (await model.invoke('Is it warm?')).content),
    { name: 'ask', description: 'Asks', schema },
  );
  // LangChain awaits nothing before such a tool starts.
  const both = [asking.invoke({ city: 'Rome' } as never), asking.invoke({ city: 'Oslo' } as never)];
  expect(trace.getActiveSpan()).toBeUndefined();
  await Promise.all(both);
  expect(trace.getActiveSpan()).toBeUndefined();
  const one = ['execute_tool ask INTERNAL', '  own work INTERNAL', '    chat CLIENT'];
  expect(await tree()).toEqual([...one, ...one]);
});

withEachCore('a tool that answers with an error, whose text is content', async (one) => {
  const { tools, sent } = one;
  const schema = { type: 'object', properties: {} } as never;
  const refusing = tools.tool(
    async () =>
      new ToolMessage({ content: 'nothing about Rome', status: 'error', tool_call_id: 'call_0' }),
    { name: 'refusing', description: 'Refuses', schema },
  );
  await refusing.invoke({} as never);
  const { spans, logs } = await sent();
  expect(treeOf(spans)).toEqual(['execute_tool refusing INTERNAL ERROR tool_error']);
  expect(spans[0]!.status.message).toBe('');
  expect(logs).toHaveLength(1);
  expect(JSON.stringify(logs)).not.toMatch(/Rome|stacktrace/);
});

withEachCore('runs to which the application gives one id', async ({ testing, tree }) => {
  const model = new testing.FakeListChatModel({ responses: ['Warm'] });
  const runId = '018f1b4e-7b1a-7000-8000-000000000001';
  await Promise.all([model.invoke('Is it warm?', { runId }), model.invoke('And now?', { runId })]);
  expect(await tree()).toEqual(['chat CLIENT', 'chat CLIENT']);
});
