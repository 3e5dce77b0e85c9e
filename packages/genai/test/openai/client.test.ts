import { trace } from '@opentelemetry/api';
import { OpenAIInstrumentation } from '@opentelemetry/instrumentation-openai';
import { genAiStats } from '@otel-native/genai';
import { observeOpenAI } from '@otel-native/genai/openai';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runNode } from 'test-support/run-node';
import { clientOptions, libraries, withEachClient } from './clients';
import { startModelStub } from './model-stub';
import { startTelemetry, useContexts } from '../support/telemetry';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const chat = (model = 'gpt') => ({
  model,
  messages: [{ role: 'user' as const, content: 'Is it warm?' }],
});
const namesOf = (spans: readonly { name: string }[]) =>
  spans.map(({ name }) => name).filter((name) => name !== 'HTTP');

withEachClient('embeddings', async ({ openai, sent, stub }) => {
  const { data } = await openai.embeddings.create({ model: 'vectors', input: ['a', 'b'] });
  expect(Array.from(data[0]!.embedding)).toEqual([1, 2, 3]);
  await openai.embeddings.create({ model: 'vectors', input: 'a', encoding_format: 'float' });
  const { spans, points } = await sent();
  expect(namesOf(spans)).toEqual(['embeddings vectors', 'embeddings vectors']);
  const [first, second] = spans.filter(({ name }) => name !== 'HTTP');
  const attributes = {
    'gen_ai.operation.name': 'embeddings',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'vectors',
    'gen_ai.response.model': 'vectors',
    'gen_ai.embeddings.dimension.count': 3,
    'gen_ai.usage.input_tokens': 3,
    'server.address': '127.0.0.1',
    'server.port': stub.port,
  };
  expect(first!.attributes).toEqual(attributes);
  expect(second!.attributes).toEqual({
    ...attributes,
    'gen_ai.request.encoding_formats': ['float'],
  });
  expect(points.map(({ name }) => name)).toContain('gen_ai.client.embeddings.duration');
});

withEachClient('the client stays what it is', async ({ openai, library, client, sent, stub }) => {
  expect(openai).toBeInstanceOf(library.OpenAI);
  expect(client(openai)).toBe(openai);
  const copy = openai.withOptions({ maxRetries: 0 });
  expect(copy).toBeInstanceOf(library.OpenAI);
  expect(copy.maxRetries).toBe(0);
  expect(Object.keys(openai)).toEqual(Object.keys(new library.OpenAI(clientOptions(stub))));
  await openai.chat.completions.create(chat());
  await copy.chat.completions.create(chat());
  expect(namesOf((await sent()).spans)).toEqual(['chat gpt', 'chat gpt']);
});

withEachClient('what a method returns stays what it is', async ({ openai, sent }) => {
  const promise = openai.chat.completions.create(chat());
  const { data, response, request_id } = await promise.withResponse();
  expect(data.id).toBe('answer-1');
  expect(response).toBeInstanceOf(Response);
  expect(request_id).toBe('request-1');
  expect(data).toMatchObject({ _request_id: 'request-1' });
  expect(await promise).toBe(data);
  expect(namesOf((await sent()).spans)).toEqual(['chat gpt']);

  const raw = await openai.chat.completions.create(chat()).asResponse();
  expect(raw.bodyUsed).toBe(false);
  expect(await raw.json()).toMatchObject({ id: 'answer-1' });
  const parsed = await openai.chat.completions.parse(chat()).asResponse();
  expect(parsed.bodyUsed).toBe(false);
  const { spans } = await sent();
  expect(namesOf(spans)).toEqual(['chat gpt', 'chat gpt']);
  for (const { status } of spans) expect(status.code).toBe(0);
});

withEachClient('nobody awaits the answer', async ({ openai, stub, sent }) => {
  const before = genAiStats().abandonedStreams;
  void (() => void openai.chat.completions.create(chat()))();
  const deadline = Date.now() + 20_000;
  while (genAiStats().abandonedStreams === before && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    collectGarbage();
  }
  expect(stub.requests).toHaveLength(1);
  expect(namesOf((await sent()).spans)).toEqual(['chat gpt']);
});

withEachClient('Azure and other providers', async ({ library, client, stub, sent }) => {
  const { apiKey, fetch } = clientOptions(stub);
  const azure = client(
    new library.AzureOpenAI({ apiKey, fetch, endpoint: stub.url, apiVersion: '2026-01-01' }),
  );
  await azure.chat.completions.create(chat());
  expect(stub.requests[0]).toContain('/deployments/gpt/chat/completions');
  // The lowest version of the client wants the API's version again.
  const more = { maxRetries: 0, apiVersion: '2026-01-01' };
  await azure.withOptions(more).chat.completions.create(chat());
  const { spans } = await sent();
  for (const { attributes } of spans.filter(({ name }) => name !== 'HTTP')) {
    expect(attributes).toMatchObject({ 'gen_ai.provider.name': 'azure.ai.openai' });
  }
  expect(namesOf(spans)).toHaveLength(2);

  const groq = client(
    new library.OpenAI({
      apiKey,
      baseURL: 'https://api.groq.com/openai/v1',
      fetch: () => Promise.resolve(Response.json({ id: 'answer-2', choices: 'none', usage: -1 })),
    }),
  );
  await groq.chat.completions.create(chat());
  const [span] = (await sent()).spans;
  expect(span!.attributes).toMatchObject({
    'gen_ai.provider.name': 'groq',
    'gen_ai.response.id': 'answer-2',
    'server.address': 'api.groq.com',
    'server.port': 443,
  });
});

withEachClient(
  'the provider is named',
  async ({ openai, sent }) => {
    await openai.chat.completions.create(chat());
    const span = (await sent()).spans.find(({ name }) => name === 'chat gpt');
    expect(span!.attributes).toMatchObject({ 'gen_ai.provider.name': 'gateway' });
  },
  { provider: 'gateway' },
);

withEachClient('a method of another class is recorded', async ({ library, client, stub, sent }) => {
  const other = new library.OpenAI(clientOptions(stub));
  other.chat.completions.create = (async () => ({ id: 'own' })) as never;
  expect(await client(other).chat.completions.create(chat())).toEqual({ id: 'own' });
  expect(namesOf((await sent()).spans)).toEqual(['chat gpt']);
});

describe.each(Object.entries(libraries))('%s', (_, library) => {
  test('without an SDK the client does what it did', async () => {
    const stub = await startModelStub();
    const openai = observeOpenAI(new library.OpenAI(clientOptions(stub)));
    expect(await openai.chat.completions.create(chat())).toMatchObject({ id: 'answer-1' });
    stub.close();
  });
});

test('an error that nobody handles stays one, and no other appears', async () => {
  const { stdout, stderr } = await runNode([join(__dirname, 'unhandled.mjs')]);
  expect(stderr).toBe('');
  const counts = [1, 1, 0, 0, 0, 0, 0];
  // Of a version and its observed client. The call that nobody awaits has no span yet.
  expect(JSON.parse(stdout)).toEqual({
    counts: [...counts, ...counts, ...counts, ...counts],
    spans: 12,
  });
});

test('a wrong option is refused', () => {
  const client = { baseURL: '', chat: {}, embeddings: {} };
  const code = 'ERR_OTEL_NATIVE_INVALID_OPTION';
  const wrong = { provider: 5 as unknown as string };
  expect(() => observeOpenAI(client, wrong)).toThrow(expect.objectContaining({ code }));
  const mode = { captureContent: 'all' as 'NO_CONTENT' };
  expect(() => observeOpenAI(client, mode)).toThrow(expect.objectContaining({ code }));
});

test('beside the official instrumentation, attribute by attribute', async () => {
  useContexts();
  const { tracerProvider, meterProvider, loggerProvider, collect, shutdown } =
    startTelemetry('official');
  const library = libraries['openai 5'];
  const stub = await startModelStub();
  const traffic = async (openai: InstanceType<typeof library.OpenAI>) => {
    const stream_options = { include_usage: true };
    const request = { ...chat(), max_completion_tokens: 9, stream: true as const, stream_options };
    for await (const chunk of await openai.chat.completions.create(request)) void chunk;
    await openai.responses.create({ model: 'gpt', input: 'Is it warm?' });
    await openai.embeddings.create({ model: 'vectors', input: 'a' });
    return collect();
  };
  const options = { tracerProvider, meterProvider, loggerProvider };
  const { apiKey, baseURL } = clientOptions(stub);
  const ours = await traffic(observeOpenAI(new library.OpenAI({ apiKey, baseURL }), options));

  const instrumentation = new OpenAIInstrumentation();
  instrumentation.setTracerProvider(tracerProvider as never);
  instrumentation.setMeterProvider(meterProvider as never);
  const [definition] = (
    instrumentation as unknown as {
      init(): { patch(of: unknown): void; unpatch(of: unknown): void }[];
    }
  ).init();
  definition!.patch(library);
  const theirs = await traffic(new library.OpenAI({ apiKey, baseURL }));
  definition!.unpatch(library);
  stub.close();
  trace.disable();
  await shutdown();

  expect(theirs.spans.map(({ name }) => name)).toEqual(ours.spans.map(({ name }) => name));
  const differences = ours.spans.map(({ attributes }, index) => {
    const [a, b] = [Object.keys(attributes), Object.keys(theirs.spans[index]!.attributes)];
    return {
      onlyOurs: a.filter((name) => !b.includes(name)).toSorted(),
      onlyTheirs: b.filter((name) => !a.includes(name)).toSorted(),
    };
  });
  // docs/genai-integrations.md gives the reasons.
  const usage = ['gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.reasoning.output_tokens'];
  expect(differences).toEqual([
    {
      onlyOurs: [
        'gen_ai.provider.name',
        'gen_ai.request.stream',
        'gen_ai.response.time_to_first_chunk',
        ...usage,
        'openai.api.type',
        'openai.response.service_tier',
        'openai.response.system_fingerprint',
      ],
      onlyTheirs: ['gen_ai.system'],
    },
    {
      onlyOurs: [...usage, 'openai.api.type', 'openai.response.service_tier'],
      onlyTheirs: [],
    },
    {
      onlyOurs: ['gen_ai.embeddings.dimension.count', 'gen_ai.provider.name'],
      onlyTheirs: ['gen_ai.system'],
    },
  ]);
  // One reader collects both, and what ours recorded first stays in it.
  const oursOnly = new Set(ours.points.map(({ name }) => name));
  const added = theirs.points.map(({ name }) => name).filter((name) => !oursOnly.has(name));
  expect([...new Set(added)].toSorted()).toEqual([
    'gen_ai.client.operation.duration',
    'gen_ai.client.token.usage',
  ]);
});
