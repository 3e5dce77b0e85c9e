import { trace } from '@opentelemetry/api';
import { createGenAi, genAiStats } from '@otel-native/genai';
import { observeAnthropic } from '@otel-native/genai/anthropic';
import type { Point } from '../support/decode-metrics';
import { clientOptions, withEachClient, type Case } from './clients';

const message = (model = 'claude') => ({
  model,
  max_tokens: 100,
  messages: [{ role: 'user' as const, content: 'Is it warm?' }],
});
const streamed = (model = 'claude') => ({ ...message(model), stream: true as const });
const tools = [
  { name: 'weather', description: 'The weather', input_schema: { type: 'object' as const } },
];
const kInference = 'gen_ai.client.inference.';

const caught = (promise: PromiseLike<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Returns the points of the conventions, by what follows in their names, and the spans of the client. */
async function measured({ sent, hasSpans }: Case, calls = 1) {
  const { spans, points, logs } = await sent();
  expect(logs).toEqual([]);
  expect(spans.map(({ name }) => name)).toEqual(
    Array(hasSpans ? calls : 0).fill('anthropic.messages.create'),
  );
  const found = points.filter(({ name }) => name.startsWith(kInference));
  const byName = Object.groupBy(found, ({ name }) => name.slice(kInference.length));
  return { spans, of: (name: string): readonly Point[] => byName[name] ?? [] };
}

withEachClient('a message is measured beside the span of the client', async (one) => {
  const answer = await one.anthropic.messages.create({ ...message(), tools });
  expect(answer.content).toHaveLength(2);
  const { spans, of } = await measured(one);
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.request.model': 'claude',
    'gen_ai.response.model': 'model-1',
    'server.address': '127.0.0.1',
    'server.port': one.stub.port,
  };
  expect(of('duration')).toMatchObject([{ count: 1, attributes }]);
  expect(of('duration')[0]!.attributes).toEqual(attributes);
  const tokens = { ...attributes, 'gen_ai.token.modality': 'unknown' };
  expect(of('usage.input_tokens')).toMatchObject([{ value: 16, attributes: tokens }]);
  expect(of('usage.output_tokens')).toMatchObject([{ value: 5, attributes: tokens }]);
  expect(of('usage.cache_read.input_tokens')).toMatchObject([{ value: 4 }]);
  expect(of('usage.cache_write.input_tokens')).toMatchObject([{ value: 2 }]);
  expect(of('usage.reasoning.output_tokens')).toMatchObject([{ value: 3 }]);
  expect(of('operation.input_tokens')).toMatchObject([{ count: 1, value: 16, attributes }]);
  expect(of('operation.output_tokens')).toMatchObject([{ count: 1, value: 5, attributes }]);
  expect(of('time_to_first_chunk')).toEqual([]);
  for (const span of spans) {
    expect(span.attributes).toMatchObject({
      ...attributes,
      'gen_ai.usage.input_tokens': 16,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 4,
      'gen_ai.usage.cache_write.input_tokens': 2,
      'gen_ai.usage.reasoning.output_tokens': 3,
    });
  }
});

withEachClient('a stream is measured until it has been read', async (one) => {
  const stream = await one.anthropic.messages.create(streamed());
  let text = '';
  for await (const event of stream) {
    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
      text += event.delta.text;
    }
  }
  expect(text).toBe('Warm in Rome');
  const { spans, of } = await measured(one);
  expect(of('duration')).toMatchObject([{ count: 1 }]);
  expect(of('time_to_first_chunk')).toMatchObject([{ count: 1 }]);
  expect(of('time_per_output_chunk')).toMatchObject([{ count: 2 }]);
  expect(of('usage.input_tokens')).toMatchObject([{ value: 16 }]);
  expect(of('usage.output_tokens')).toMatchObject([{ value: 5 }]);
  expect(of('usage.reasoning.output_tokens')).toMatchObject([{ value: 3 }]);
  const { attributes } = of('time_to_first_chunk')[0]!;
  expect(attributes).toMatchObject({ 'gen_ai.response.model': 'model-1' });
  for (const span of spans) {
    expect(span.attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 16,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
    });
  }
});

withEachClient('helpers, beta and copies of the client are measured', async (one) => {
  const { anthropic, library } = one;
  expect(await anthropic.messages.stream(message()).finalText()).toBe('Warm in Rome');
  await anthropic.beta.messages.create({ ...message(), betas: [] });
  const copy = anthropic.withOptions({ maxRetries: 0 });
  expect(copy).toBeInstanceOf(library.Anthropic);
  const { data, request_id } = await copy.messages.create(message()).withResponse();
  expect(data.id).toBe('msg_1');
  expect(request_id).toBe('request-1');
  expect(observeAnthropic(anthropic)).toBe(anthropic);
  const { of } = await measured(one, 3);
  expect(of('duration')).toMatchObject([{ count: 3 }]);
  expect(of('operation.input_tokens')).toMatchObject([{ count: 3, value: 48 }]);
});

withEachClient('each turn of the tool runner is measured', async (one) => {
  if (one.anthropic.beta.messages.toolRunner === undefined) return;
  const run = { ...tools[0]!, parse: (input: unknown) => input, run: () => 'Warm' };
  await one.anthropic.beta.messages.toolRunner({ ...message(), tools: [run] }).runUntilDone();
  const { spans, points } = await one.sent();
  expect(points.find(({ name }) => name === `${kInference}duration`)).toMatchObject({ count: 2 });
  if (!one.hasSpans) return;
  expect(spans.map(({ name }) => name).toSorted()).toEqual([
    'anthropic.custom_tool_use weather',
    'anthropic.custom_tool_use weather',
    'anthropic.messages.create',
    'anthropic.messages.create',
    'anthropic.messages.tool_runner',
  ]);
});

withEachClient('attempts are one call', async (one) => {
  await one.anthropic.messages.create(message('busy'));
  expect(one.stub.requests).toHaveLength(2);
  const { of } = await measured(one);
  expect(of('duration')).toMatchObject([{ count: 1 }]);
  expect(of('duration')[0]!.attributes).not.toHaveProperty(['error.type']);
});

withEachClient('errors have the type that they have on the span', async (one) => {
  const { anthropic, library, sent, stub, hasSpans } = one;
  const counts = new Map<unknown, number | undefined>();
  const typesOf = async () => {
    const { spans, points } = await sent();
    // Points are sums since the start: the call is in the one that rose.
    const point = points
      .filter(({ name }) => name === `${kInference}duration`)
      .find(({ attributes, count }) => count !== counts.get(JSON.stringify(attributes)));
    const type = point!.attributes['error.type'];
    counts.set(JSON.stringify(point!.attributes), point!.count);
    for (const span of spans) expect(span.attributes['error.type']).toBe(type);
    expect(spans).toHaveLength(hasSpans ? 1 : 0);
    return type;
  };
  const once = { maxRetries: 0 };
  const read = async (model: string) => {
    const stream = await anthropic.messages.create(streamed(model), once);
    const iterator = stream[Symbol.asyncIterator]();
    while ((await iterator.next()).done !== true);
  };
  expect(await caught(anthropic.messages.create(message('refusing')))).toBeInstanceOf(
    library.BadRequestError,
  );
  expect(await typesOf()).toBe('invalid_request_error');
  expect(await caught(read('overloaded'))).toBeInstanceOf(library.APIError);
  expect(await typesOf()).toBe('overloaded_error');
  // The client ends the stream without an error.
  expect(await caught(read('ending'))).toBeUndefined();
  expect(await typesOf()).toBe('api_error');
  expect(await caught(anthropic.messages.create(message('garbled')))).toHaveProperty('message');
  expect(await typesOf()).toBe('client_error');
  // Old clients do not know an abort of another realm, which Jest makes of each one.
  if (hasSpans) {
    const timeout = anthropic.messages.create(message('silent'), { ...once, timeout: 1 });
    expect(await caught(timeout)).toBeInstanceOf(library.APIConnectionTimeoutError);
    expect(await typesOf()).toBe('client_timeout_error');
  }
  // Last: the connections that it breaks would be used again.
  const broken = async () => {
    for await (const event of await anthropic.messages.create(streamed('slow'), once))
      if (event.type === 'content_block_delta') stub.disconnect();
  };
  expect(await caught(broken())).toHaveProperty('message');
  expect(await typesOf()).toBe('client_error');
});

withEachClient('an abort is no failure', async (one) => {
  const { anthropic, library, stub } = one;
  const early = new AbortController();
  const promise = anthropic.messages.create(message('silent'), { signal: early.signal });
  const failed = caught(promise);
  while (stub.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  early.abort();
  expect(await failed).toBeInstanceOf(library.APIUserAbortError);

  const late = new AbortController();
  const stream = await anthropic.messages.create(streamed('slow'), { signal: late.signal });
  for await (const event of stream) if (event.type === 'content_block_delta') late.abort();

  const left = await anthropic.messages.create(streamed('slow'));
  for await (const event of left) if (event.type === 'content_block_delta') break;

  const { spans, of } = await measured(one, 3);
  for (const { attributes } of [...spans, ...of('duration')]) {
    expect(attributes).not.toHaveProperty(['error.type']);
  }
  expect(of('duration').reduce((sum, { count = 0 }) => sum + count, 0)).toBe(3);
  // Placeholders are no usage: what was written until then is not known.
  expect(of('operation.output_tokens')).toEqual([]);
});

withEachClient('the span of the client stays in its trace', async (one) => {
  const { anthropic, hasSpans, sent } = one;
  await trace
    .getTracer('application')
    .startActiveSpan('request', (span) =>
      anthropic.messages.create(message()).finally(() => span.end()),
    );
  const { spans } = await sent();
  const parent = spans.find(({ name }) => name === 'request')!;
  const calls = spans.filter((span) => span !== parent);
  expect(calls).toHaveLength(hasSpans ? 1 : 0);
  for (const { parentSpanId } of calls) expect(parentSpanId).toBe(parent.spanId);
});

withEachClient('a call of the same kind around it measures alone', async (one) => {
  const { anthropic, providers, sent } = one;
  const { agent, inference } = createGenAi(providers);
  await agent({ name: 'helper' }, async () => {
    await inference({ provider: 'anthropic', model: 'claude' }, () =>
      anthropic.messages.create(message()),
    );
    await anthropic.messages.create(message());
  });
  const { spans, points } = await sent();
  const outer = spans.find(({ name }) => name === 'chat claude')!;
  expect(outer.attributes).toMatchObject({
    'gen_ai.request.max_tokens': 100,
    'gen_ai.response.id': 'msg_1',
    'gen_ai.response.finish_reasons': ['end_turn'],
    'gen_ai.usage.input_tokens': 16,
  });
  const counts = points.filter(({ name }) => name === `${kInference}duration`);
  expect(counts.reduce((sum, { count = 0 }) => sum + count, 0)).toBe(2);
  expect(points.find(({ name }) => name === 'gen_ai.invoke_agent.inference_calls')).toMatchObject({
    count: 1,
    value: 2,
  });
});

withEachClient('options, and a client without telemetry', async ({ library, stub }) => {
  trace.disable();
  const before = genAiStats();
  const client = observeAnthropic(new library.Anthropic(clientOptions(stub)));
  const { id } = await client.messages.create(message());
  expect(id).toBe('msg_1');
  expect(genAiStats()).toEqual(before);
  expect(() => observeAnthropic(client, { provider: 1 as unknown as string })).toThrow(
    expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }),
  );
});
