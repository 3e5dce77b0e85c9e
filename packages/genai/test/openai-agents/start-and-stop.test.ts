/** Recordings that start, stop or are replaced while agents run. */
import type * as newest from '@openai/agents';
import { observeOpenAIAgents } from '@otel-native/genai/openai-agents';
import { AsyncLocalStorage } from 'node:async_hooks';
import { startModelStub } from '../openai/model-stub';
import { startTelemetry, useContexts } from '../support/telemetry';
import { treeOf } from '../support/tree';
import {
  agentOf,
  clientOf,
  libraries,
  other,
  runnerOf,
  startTracing,
  weatherOf,
  withEachLibrary,
  work,
} from './libraries';

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

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
