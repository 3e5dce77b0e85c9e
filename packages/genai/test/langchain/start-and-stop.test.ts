import { trace } from '@opentelemetry/api';
import { AIMessage } from '@langchain/core/messages';
import { observeLangChain } from '@otel-native/genai/langchain';
import { join } from 'node:path';
import { runNode } from 'test-support/run-node';
import { startTelemetry, useContexts } from '../support/telemetry';
import { treeOf } from '../support/tree';
import { cores, withEachCore } from './cores';

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

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

test('a preloaded module records the main one', async () => {
  const preload = join(__dirname, 'preload.mjs');
  const program = join(__dirname, 'program.mjs');
  const { code, stdout, stderr } = await runNode(['--import', preload, program]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toEqual(['Warm', 'chat']);
});
