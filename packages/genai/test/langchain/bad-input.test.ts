import { context } from '@opentelemetry/api';
import * as newestContext from '@langchain/core/context';
import { genAiStats } from '@otel-native/genai';
import { observeLangChain } from '@otel-native/genai/langchain';
import { startModelStub } from '../openai/model-stub';
import { startTelemetry, useContexts } from '../support/telemetry';
import { treeOf } from '../support/tree';
import { modelOf } from './cases';
import { cores } from './cores';

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

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
