/** Models, tools and retrievers of `@langchain/core` itself, of its lowest and its newest version. */
import { context, trace } from '@opentelemetry/api';
import * as newestContext from '@langchain/core/context';
import * as newestChat from '@langchain/core/language_models/chat_models';
import { AIMessage, ToolMessage } from '@langchain/core/messages';
import * as newestRunnables from '@langchain/core/runnables';
import * as newestTools from '@langchain/core/tools';
import * as newestTesting from '@langchain/core/utils/testing';
import { genAiStats } from '@otel-native/genai';
import { observeLangChain, type ObserveLangChainOptions } from '@otel-native/genai/langchain';
import { observeOpenAI } from '@otel-native/genai/openai';
import * as lowestContext from 'langchain-core-1/context';
import * as lowestRunnables from 'langchain-core-1/runnables';
import * as lowestTools from 'langchain-core-1/tools';
import * as lowestTesting from 'langchain-core-1/utils/testing';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { OpenAI } from 'openai';
import { runNode } from 'test-support/run-node';
import { startModelStub } from '../openai/model-stub';
import { sdkNames, startTelemetry, useContexts, type Sent } from '../support/telemetry';
import { treeOf } from '../support/tree';
import { fetchInSpan, inSpan, modelOf, question, withEachGraph } from './cases';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

const newest = {
  context: newestContext,
  runnables: newestRunnables,
  testing: newestTesting,
  tools: newestTools,
};
type Core = typeof newest;
const lowest = {
  context: lowestContext,
  runnables: lowestRunnables,
  testing: lowestTesting,
  tools: lowestTools,
} as unknown as Core;
const cores: Readonly<Record<string, Core>> = { 'core 1.0': lowest, 'core 1.4': newest };
const cases = Object.keys(cores).flatMap((core) => sdkNames.map((sdk) => [core, sdk] as const));

interface Case extends Core {
  sent(): Promise<Sent>;
  tree(): Promise<string[]>;
}

function withEachCore(
  title: string,
  body: (one: Case) => Promise<void>,
  given: ObserveLangChainOptions = {},
): void {
  test.each(cases)(`${title} (%s, %s SDK)`, async (name, sdk) => {
    useContexts();
    const telemetry = startTelemetry(sdk);
    const { tracerProvider, meterProvider, loggerProvider, collect, shutdown } = telemetry;
    trace.disable();
    trace.setGlobalTracerProvider(tracerProvider);
    const core = cores[name]!;
    const options = { tracerProvider, meterProvider, loggerProvider, ...given };
    const stop = observeLangChain(core.context, options);
    try {
      const tree = async () => treeOf((await collect()).spans);
      await body({ ...core, sent: collect, tree });
    } finally {
      stop();
      trace.disable();
      await shutdown();
    }
  });
}

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

withEachCore(
  'a second call has no effect, and stops nothing',
  async ({ context, testing, tree }) => {
    const stop = observeLangChain(context);
    let byCopy = observeLangChain;
    jest.isolateModules(() => {
      const copy = jest.requireActual<{ observeLangChain: typeof observeLangChain }>(
        '@otel-native/genai/langchain',
      );
      byCopy = copy.observeLangChain;
    });
    expect(byCopy).not.toBe(observeLangChain);
    byCopy(context);
    const model = new testing.FakeListChatModel({ responses: ['Warm'] });
    await model.invoke('Is it warm?');
    expect(await tree()).toEqual(['chat CLIENT']);
    stop();
    await model.invoke('Is it warm?');
    expect(await tree()).toEqual(['chat CLIENT']);
  },
);

test('what was stopped, or has no SDK, records nothing and works', async () => {
  useContexts();
  trace.disable();
  const { tracerProvider, collect, shutdown } = startTelemetry('official');
  for (const core of Object.values(cores)) {
    observeLangChain(core.context, { tracerProvider })();
    const model = new core.testing.FakeListChatModel({ responses: ['Warm'] });
    expect((await model.invoke('Is it warm?')).content).toBe('Warm');
    const stop = observeLangChain(core.context);
    expect((await model.invoke('Is it warm?')).content).toBe('Warm');
    stop();
  }
  expect((await collect()).spans).toEqual([]);
  await shutdown();
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

test.each(Object.entries(cores))('a run ends that was open at the stop (%s)', async (_, core) => {
  useContexts();
  const { tracerProvider, collect, shutdown } = startTelemetry('official');
  const stop = observeLangChain(core.context, { tracerProvider });
  const model = new core.testing.FakeListChatModel({ responses: ['Warm'] });
  const chain = core.runnables.RunnableSequence.from([
    model,
    core.runnables.RunnableLambda.from(() => 'And now?'),
    model,
  ]);
  model._generate = async () => {
    stop();
    return { generations: [{ text: 'Warm', message: new AIMessage('Warm') }] };
  };
  await chain.invoke('Is it warm?');
  expect(treeOf((await collect()).spans)).toEqual(['chat CLIENT']);
  await shutdown();
});

test('several copies of LangChain', async () => {
  useContexts();
  const { tracerProvider, collect, shutdown } = startTelemetry('official');
  const stops = Object.values(cores).map((core) =>
    observeLangChain(core.context, { tracerProvider }),
  );
  for (const { testing } of Object.values(cores)) {
    await new testing.FakeListChatModel({ responses: ['Warm'] }).invoke('Is it warm?');
  }
  expect(treeOf((await collect()).spans)).toEqual(['chat CLIENT', 'chat CLIENT']);
  for (const stop of stops) stop();
  await shutdown();
});

withEachGraph('a call of a model says where, how much and when', async ({ model, sent, stub }) => {
  await model().invoke(question.messages);
  for await (const chunk of await model().stream(question.messages)) void chunk;
  const { spans } = await sent();
  expect(treeOf(spans)).toEqual([
    'chat gpt CLIENT',
    '  HTTP INTERNAL',
    'chat gpt CLIENT',
    '  HTTP INTERNAL',
  ]);
  const [whole, streamed] = spans.filter(({ name }) => name === 'chat gpt');
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt',
    'gen_ai.request.max_tokens': 100,
    'gen_ai.request.temperature': 0.5,
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.response.model': 'model-1',
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.output_tokens': 5,
    'gen_ai.usage.cache_read.input_tokens': 4,
    'gen_ai.usage.reasoning.output_tokens': 2,
    'server.address': '127.0.0.1',
    'server.port': stub.port,
  };
  expect(whole!.attributes).toEqual({ ...attributes, 'gen_ai.response.id': 'answer-1' });
  expect(streamed!.attributes).toMatchObject({
    ...attributes,
    'gen_ai.request.stream': true,
    'gen_ai.response.time_to_first_chunk': expect.any(Number),
  });
});

withEachGraph('streams that break', async ({ model, tree }) => {
  const read = async () => {
    for await (const chunk of await model('broken').stream(question.messages)) void chunk;
  };
  await expect(read()).rejects.toThrow();
  expect(await tree()).toEqual([
    expect.stringMatching(/^chat broken CLIENT ERROR \w*Error$/),
    '  HTTP INTERNAL',
  ]);
});

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

/** A model that asks through an observed client, as a framework over the client of a provider does. */
class OwnModel extends newestChat.BaseChatModel {
  readonly client: OpenAI;

  constructor(client: OpenAI) {
    super({});
    this.client = client;
  }

  override _llmType(): string {
    return 'own';
  }

  override async _generate() {
    const messages = [{ role: 'user' as const, content: 'Is it warm?' }];
    const { choices } = await this.client.chat.completions.create({ model: 'gpt', messages });
    const text = choices[0]!.message.content!;
    return { generations: [{ text, message: new AIMessage(text) }] };
  }
}

withEachGraph('over an observed client there is one span', async ({ stub, sent }) => {
  const client = observeOpenAI(
    new OpenAI({ apiKey: 'none', baseURL: stub.url, fetch: fetchInSpan }),
  );
  expect((await new OwnModel(client).invoke('Is it warm?')).content).toBe('Warm in Rome');
  const { spans } = await sent();
  expect(treeOf(spans)).toEqual(['chat CLIENT', '  HTTP INTERNAL']);
  const [chat] = spans.filter(({ name }) => name === 'chat');
  expect(chat!.attributes).toMatchObject({
    'gen_ai.request.model': 'gpt',
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.response.finish_reasons': ['stop'],
  });
});

test('attempts of the client are one call, and those of LangChain are several', async () => {
  useContexts();
  const { tracerProvider, collect, shutdown } = startTelemetry('official');
  trace.disable();
  trace.setGlobalTracerProvider(tracerProvider);
  const stub = await startModelStub();
  const stop = observeLangChain(newestContext, { tracerProvider });
  await expect(modelOf(stub, 'failing', { maxRetries: 1 }).invoke('Is it warm?')).rejects.toThrow();
  const request = '  HTTP INTERNAL';
  const call = expect.stringMatching(/^chat failing CLIENT ERROR \w*Error$/) as string;
  expect(treeOf((await collect()).spans)).toEqual([call, request, request]);
  const retrying = modelOf(stub, 'failing').withRetry({ stopAfterAttempt: 2 });
  await expect(retrying.invoke('Is it warm?')).rejects.toThrow();
  expect(treeOf((await collect()).spans)).toEqual([call, request, call, request]);
  stop();
  stub.close();
  trace.disable();
  await shutdown();
});

test('a preloaded module records the main one', async () => {
  const preload = join(__dirname, 'preload.mjs');
  const program = join(__dirname, 'program.mjs');
  const { code, stdout, stderr } = await runNode(['--import', preload, program]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toEqual(['Warm', 'chat']);
});

test('telemetry that fails does not reach the application', async () => {
  useContexts();
  const broken = () => {
    throw new Error('broken');
  };
  const tracerProvider = { getTracer: () => ({ startSpan: broken, startActiveSpan: broken }) };
  const before = genAiStats().failures;
  for (const core of Object.values(cores)) {
    const stop = observeLangChain(core.context, { tracerProvider });
    const model = new core.testing.FakeListChatModel({ responses: ['Warm'] });
    expect((await model.invoke('Is it warm?')).content).toBe('Warm');
    stop();
  }
  expect(genAiStats().failures).toBeGreaterThan(before);
});

test('hostile metadata and messages do not reach the application', async () => {
  useContexts();
  const { tracerProvider, collect, shutdown } = startTelemetry('official');
  const stop = observeLangChain(newestContext, { tracerProvider, captureContent: 'SPAN_ONLY' });
  const stub = await startModelStub();
  const hostile = {
    get thread_id(): string {
      throw new Error('hostile');
    },
  };
  const metadata = Object.defineProperty({ a: 1 }, 'ls_model_name', { value: 7, enumerable: true });
  const content = [{ type: 'text', text: 'Is it warm?' }, { type: 'strange' }] as never;
  const model = modelOf(stub);
  const answer = await model.invoke([{ role: 'user', content }], { metadata });
  expect(answer.content).toBe('Warm in Rome');
  // LangChain itself cannot copy these, and says so as it does without us.
  await expect(model.invoke('Is it warm?', { metadata: hostile })).rejects.toThrow('hostile');
  expect(treeOf((await collect()).spans)).toEqual(['chat gpt CLIENT']);
  stop();
  stub.close();
  await shutdown();
});

test('wrong options are refused', () => {
  const code = 'ERR_OTEL_NATIVE_INVALID_OPTION';
  const refuses = (call: () => unknown) => expect(call).toThrow(expect.objectContaining({ code }));
  refuses(() => observeLangChain({} as never));
  refuses(() => observeLangChain(undefined as never));
  refuses(() => observeLangChain(newestContext, { agents: 'weather' as never }));
  refuses(() => observeLangChain(newestContext, { captureContent: 'all' as never }));
  expect(context.active()).toBeDefined();
});
