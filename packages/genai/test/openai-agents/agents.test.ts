/** What is recorded of agents of the OpenAI Agents SDK: real ones, with a real client against a stub of the provider. */
import { trace } from '@opentelemetry/api';
import * as newest from '@openai/agents';
import { genAiStats } from '@otel-native/genai';
import { observeOpenAI } from '@otel-native/genai/openai';
import {
  observeOpenAIAgents,
  type ObserveOpenAIAgentsOptions,
} from '@otel-native/genai/openai-agents';
import { AsyncLocalStorage } from 'node:async_hooks';
import { OpenAI } from 'openai';
import * as lowest from 'openai-agents-0';
import { z } from 'zod';
import { fetchInSpan, inSpan } from '../langchain/cases';
import { startModelStub, type ModelStub } from '../openai/model-stub';
import { sdkNames, startTelemetry, useContexts, type Sent } from '../support/telemetry';
import { treeOf } from '../support/tree';

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

type Library = typeof newest;
/** The lowest and the newest version. What they have alike is typed as the newest one. */
const libraries: Readonly<Record<string, Library>> = {
  'agents 0.12': lowest as unknown as Library,
  'agents 0.20': newest,
};
const cases = Object.keys(libraries).flatMap((library) =>
  sdkNames.map((sdk) => [library, sdk] as const),
);

/** A test with one version of the library and one SDK. */
interface Case {
  readonly library: Library;
  readonly runner: newest.Runner;
  readonly stub: ModelStub;
  /** The same agent with another model, or other tools. */
  agent(model?: string, tools?: newest.Tool[]): newest.Agent;
  sent(): Promise<Sent>;
  tree(): Promise<string[]>;
}

function withEachLibrary(
  title: string,
  api: 'chat_completions' | 'responses',
  body: (one: Case) => Promise<void>,
  given: ObserveOpenAIAgentsOptions = {},
): void {
  test.each(cases)(`${title} (%s, %s SDK)`, async (name, sdk) => {
    useContexts();
    const library = libraries[name]!;
    const telemetry = startTelemetry(sdk);
    const { tracerProvider, meterProvider, loggerProvider, collect, shutdown } = telemetry;
    trace.disable();
    trace.setGlobalTracerProvider(tracerProvider);
    const stub = await startModelStub();
    startTracing(library);
    const runner = runnerOf(library, api, clientOf(stub));
    const options = { tracerProvider, meterProvider, loggerProvider, ...given };
    const stop = observeOpenAIAgents(library, options);
    try {
      await body({
        library,
        runner,
        stub,
        agent: (model, tools) => agentOf(library, model, tools),
        sent: collect,
        tree: async () => treeOf((await collect()).spans),
      });
    } finally {
      stop();
      stub.close();
      trace.disable();
      await shutdown();
    }
  });
}

const clientOf = (stub: ModelStub) =>
  new OpenAI({ apiKey: 'none', baseURL: stub.url, maxRetries: 0, fetch: fetchInSpan });

/** Where traces go to OpenAI there is another processor before ours. */
const nothing = async () => {};
const other = {
  onTraceStart: nothing,
  onTraceEnd: nothing,
  onSpanStart: nothing,
  onSpanEnd: nothing,
  shutdown: nothing,
  forceFlush: nothing,
};

/** A span that no convention has. */
const work = { data: { name: 'work', data: {} } };

function startTracing(library: Library): void {
  library.setTraceProcessors([other]);
  // The library does not trace where it finds a test.
  library.setTracingDisabled(false);
}

function runnerOf(
  library: Library,
  api: 'chat_completions' | 'responses',
  openAIClient: OpenAI,
): newest.Runner {
  const useResponses = api === 'responses';
  const modelProvider = new library.OpenAIProvider({
    openAIClient: openAIClient as never,
    useResponses,
  });
  return new library.Runner({ modelProvider });
}

function agentOf(library: Library, model = 'gpt', tools = [weatherOf(library)]): newest.Agent {
  const modelSettings = { temperature: 0.5 };
  return new library.Agent({
    name: 'weather-agent',
    instructions: 'Be brief.',
    model,
    tools,
    modelSettings,
  });
}

const weatherOf = (library: Library, execute = lookUp) =>
  library.tool({
    name: 'weather',
    description: 'The weather',
    parameters: z.object({ city: z.string() }),
    execute,
  }) as newest.Tool;

const lookUp = ({ city }: { city: string }): Promise<unknown> =>
  inSpan(`look up ${city}`, async () => ({ city, degrees: 20 }));

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

withEachLibrary('what fails', 'chat_completions', async ({ library, runner, agent, tree }) => {
  const failing = weatherOf(library, () => Promise.reject(new TypeError('no weather')));
  await runner.run(agent('gpt', [failing]), 'Is it warm?');
  const lines = await tree();
  // Newer versions tell no class of an error.
  const failed = expect.stringMatching(
    /^ {2}execute_tool weather INTERNAL ERROR (TypeError|_OTHER)$/,
  ) as string;
  expect(lines.filter((line) => line.includes('execute_tool'))).toEqual([failed, failed]);
  await expect(runner.run(agent('refusing'), 'Is it warm?')).rejects.toThrow('refused');
  expect((await tree()).find((line) => line.startsWith('  chat'))).toMatch(
    /^ {2}chat CLIENT ERROR/,
  );
  const controller = new AbortController();
  const { signal } = controller;
  const streamed = await runner.run(agent('slow', []), 'Is it warm?', { stream: true, signal });
  const read = async () => {
    for await (const event of streamed) {
      void event;
      controller.abort();
    }
    await streamed.completed;
  };
  await read().catch(() => {});
  // The library ends its spans a little after the reader has learned of the abort.
  const ended: string[] = [];
  const deadline = Date.now() + 20_000;
  while (!ended.some((line) => line.includes('invoke_agent')) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    ended.push(...(await tree()));
  }
  const agents = ended.filter((line) => line.includes('invoke_agent'));
  expect(agents).toEqual([expect.stringMatching(/^ *invoke_agent weather-agent INTERNAL/)]);
});

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

withEachLibrary('a trace whose function throws', 'chat_completions', async (one) => {
  const { library, runner, agent, tree } = one;
  const failing = library.withTrace('planning', async () => {
    await runner.run(agent('gpt', []), 'Is it warm?');
    // Spans have copies of the trace, which goes on.
    await library.withCustomSpan(() => Promise.reject(new Error('lost')), work).catch(() => {});
    await runner.run(agent('gpt', []), 'Is it warm?');
    throw new TypeError('no plan');
  });
  await expect(failing).rejects.toThrow('no plan');
  const ran = ['  invoke_agent weather-agent INTERNAL', '    chat CLIENT', '      HTTP INTERNAL'];
  expect(await tree()).toEqual([
    'invoke_workflow planning INTERNAL ERROR TypeError',
    ...ran,
    ...ran,
  ]);
});

withEachLibrary('a tool that leaves work behind', 'chat_completions', async (one) => {
  const { library, runner, sent } = one;
  const left: Promise<void>[] = [];
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const leaving = weatherOf(library, async () => {
    left.push(library.withCustomSpan(() => released, work));
  });
  let turn = 0;
  const leaver = new library.Agent({
    name: 'leaver',
    model: 'gpt',
    tools: [leaving],
    instructions: async () => {
      if (turn++ === 1) {
        release();
        await Promise.all(left);
      }
      return 'Be brief.';
    },
  });
  await runner.run(leaver as newest.Agent, 'Is it warm?');
  expect(left).toHaveLength(2);
  const { points } = await sent();
  // The SDK enters copies of the tools' spans, which have ended, once more.
  const calls = points.filter(({ name }) => name === 'gen_ai.invoke_agent.tool_calls');
  expect(calls).toMatchObject([{ value: 2, count: 1 }]);
});

test.each(Object.entries(libraries))('a stop while an agent runs (%s)', async (_, library) => {
  useContexts();
  const { tracerProvider, collect, shutdown } = startTelemetry('official');
  const stub = await startModelStub();
  startTracing(library);
  const own = new AsyncLocalStorage<unknown>();
  const entered = jest.spyOn(own, 'run');
  library.setTracingContextStorage(own);
  const runner = runnerOf(library, 'chat_completions', clientOf(stub));
  let change = () => {};
  const changing = weatherOf(library, async () => change());
  const ask = () => runner.run(agentOf(library, 'gpt', [changing]), 'Is it warm?');
  let stop = () => {};
  // An agent that has started before is in the context that it had.
  change = () => {
    change = () => {};
    stop = observeOpenAIAgents(library, { tracerProvider });
  };
  expect((await ask()).finalOutput).toBe('Warm in Rome');
  await collect();
  change = () => stop();
  expect((await ask()).finalOutput).toBe('Warm in Rome');
  const lines = treeOf((await collect()).spans);
  expect(lines.slice(0, 3)).toEqual([
    'invoke_agent weather-agent INTERNAL',
    '  chat CLIENT',
    '  execute_tool weather INTERNAL',
  ]);
  expect(lines.filter((line) => line.includes('chat'))).toHaveLength(1);
  entered.mockClear();
  expect((await ask()).finalOutput).toBe('Warm in Rome');
  expect(entered).toHaveBeenCalled();
  expect((await collect()).spans).toEqual([]);
  library.setTracingContextStorage(undefined);
  stub.close();
  await shutdown();
});

withEachLibrary('processors that replace ours', 'chat_completions', async (one) => {
  const { library, runner, agent, tree } = one;
  const replacing = weatherOf(library, async () => library.setTraceProcessors([other]));
  await runner.run(agent('gpt', [replacing]), 'Is it warm?');
  const lines = await tree();
  expect(lines[0]).toBe('invoke_agent weather-agent INTERNAL');
  expect(lines.filter((line) => line.includes('execute_tool'))).not.toEqual([]);
  const stop = observeOpenAIAgents(library);
  await runner.run(agent('gpt', []), 'Is it warm?');
  expect(await tree()).toEqual([
    'invoke_agent weather-agent INTERNAL',
    '  chat CLIENT',
    '    HTTP INTERNAL',
  ]);
  stop();
});

test('several copies of the library', async () => {
  useContexts();
  const { tracerProvider, collect, shutdown } = startTelemetry('official');
  const stub = await startModelStub();
  for (const library of Object.values(libraries)) startTracing(library);
  const stops = Object.values(libraries).map((library) =>
    observeOpenAIAgents(library, { tracerProvider }),
  );
  for (const library of Object.values(libraries)) {
    const runner = runnerOf(library, 'chat_completions', clientOf(stub));
    await library.withTrace('planning', async () => {
      await runner.run(agentOf(library, 'gpt', []), 'Is it warm?');
    });
    expect(treeOf((await collect()).spans)).toEqual([
      'invoke_workflow planning INTERNAL',
      '  invoke_agent weather-agent INTERNAL',
      '    chat CLIENT',
    ]);
  }
  for (const stop of stops) stop();
  stub.close();
  await shutdown();
});

test('what has no SDK, or fails, does not reach the application', async () => {
  useContexts();
  trace.disable();
  const stub = await startModelStub();
  const broken = () => {
    throw new Error('broken');
  };
  const tracerProvider = { getTracer: () => ({ startSpan: broken, startActiveSpan: broken }) };
  for (const library of Object.values(libraries)) {
    startTracing(library);
    const runner = runnerOf(library, 'chat_completions', clientOf(stub));
    for (const options of [{}, { tracerProvider }]) {
      const before = genAiStats().failures;
      const stop = observeOpenAIAgents(library, options);
      const { finalOutput } = await runner.run(agentOf(library), 'Is it warm?');
      expect(finalOutput).toBe('Warm in Rome');
      stop();
      if ('tracerProvider' in options) expect(genAiStats().failures).toBeGreaterThan(before);
    }
  }
  stub.close();
});

test('wrong options are refused', () => {
  const code = 'ERR_OTEL_NATIVE_INVALID_OPTION';
  const refuses = (call: () => unknown) => expect(call).toThrow(expect.objectContaining({ code }));
  refuses(() => observeOpenAIAgents({} as never));
  refuses(() => observeOpenAIAgents(newest, { provider: 7 as never }));
  refuses(() => observeOpenAIAgents(newest, { captureContent: 'all' as never }));
});
