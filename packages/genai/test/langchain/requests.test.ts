/** Calls of a real client, against a stub of the provider. */
import { trace } from '@opentelemetry/api';
import * as newestContext from '@langchain/core/context';
import * as newestChat from '@langchain/core/language_models/chat_models';
import { AIMessage } from '@langchain/core/messages';
import { observeLangChain } from '@otel-native/genai/langchain';
import { observeOpenAI } from '@otel-native/genai/openai';
import { OpenAI } from 'openai';
import { startModelStub } from '../openai/model-stub';
import { startTelemetry, useContexts } from '../support/telemetry';
import { treeOf } from '../support/tree';
import { fetchInSpan, modelOf, question, withEachGraph } from './cases';

/** Other work may keep the machine busy. */
jest.setTimeout(600_000);

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
