import { trace } from '@opentelemetry/api';
import * as newest from '@openai/agents';
import { genAiStats } from '@otel-native/genai';
import { observeOpenAIAgents } from '@otel-native/genai/openai-agents';
import { startModelStub } from '../openai/model-stub';
import { useContexts } from '../support/telemetry';
import {
  agentOf,
  clientOf,
  libraries,
  runnerOf,
  startTracing,
  weatherOf,
  withEachLibrary,
  work,
} from './libraries';

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

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
