import { createGenAi } from '@otel-native/genai';
import { withEachClient, type Case } from './clients';

const messages = [
  { role: 'system' as const, content: 'Be brief.' },
  { role: 'user' as const, content: 'Is it warm?' },
];
const chat = (model = 'gpt') => ({ model, messages });
const streamed = (model = 'gpt') => ({ ...chat(model), stream: true as const });
const tools = ['weather'].map((name) => ({
  type: 'function' as const,
  function: { name, description: 'The weather', parameters: { type: 'object' } },
}));

const named = async ({ sent }: Case, name = 'chat gpt') => {
  const { spans, points, logs } = await sent();
  const calls = spans.filter((span) => span.name !== 'HTTP');
  expect(calls.map((span) => span.name)).toEqual([name]);
  const requests = spans.filter((span) => span.name === 'HTTP');
  for (const { parentSpanId } of requests) expect(parentSpanId).toBe(calls[0]!.spanId);
  return { span: calls[0]!, requests, points, logs };
};
const caught = (promise: PromiseLike<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

withEachClient('a chat says what was asked and answered', async (one) => {
  const { openai, stub } = one;
  const completion = await openai.chat.completions.create({
    ...chat(),
    n: 2,
    seed: 7,
    temperature: 0.5,
    top_p: 1,
    frequency_penalty: 0.1,
    presence_penalty: 0.2,
    max_completion_tokens: 100,
    stop: 'END',
    reasoning_effort: 'high',
    service_tier: 'flex',
    response_format: { type: 'json_object' },
  });
  expect(completion.choices[0]!.message.content).toBe('{"warm":true}');
  const { span, points, requests } = await named(one);
  expect(span.kind).toBe(3);
  expect(requests).toHaveLength(1);
  expect(span.scope.name).toBe('@otel-native/genai/openai');
  expect(span.attributes).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt',
    'gen_ai.request.choice.count': 2,
    'gen_ai.request.seed': 7,
    'gen_ai.request.temperature': 0.5,
    'gen_ai.request.top_p': 1,
    'gen_ai.request.frequency_penalty': 0.1,
    'gen_ai.request.presence_penalty': 0.2,
    'gen_ai.request.max_tokens': 100,
    'gen_ai.request.stop_sequences': ['END'],
    'gen_ai.request.reasoning.level': 'high',
    'gen_ai.output.type': 'json',
    'gen_ai.response.id': 'answer-1',
    'gen_ai.response.model': 'model-1',
    'gen_ai.response.finish_reasons': ['stop', 'stop'],
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.output_tokens': 5,
    'gen_ai.usage.cache_read.input_tokens': 4,
    'gen_ai.usage.reasoning.output_tokens': 2,
    'openai.api.type': 'chat_completions',
    'openai.request.service_tier': 'flex',
    'openai.response.service_tier': 'default',
    'openai.response.system_fingerprint': 'fp_1',
    'server.address': '127.0.0.1',
    'server.port': stub.port,
  });
  expect(points.filter(({ name }) => name.endsWith('inference.duration'))).toMatchObject([
    { count: 1 },
  ]);
  expect(points.filter(({ name }) => name.endsWith('usage.input_tokens'))).toMatchObject([
    { value: 10 },
  ]);
});

withEachClient('a stream is one call until it has been read', async (one) => {
  const stream = await one.openai.chat.completions.create({
    ...streamed(),
    stream_options: { include_usage: true },
  });
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
  expect(text).toBe('Warm in Rome');
  expect(await caught(Promise.resolve(stream[Symbol.asyncIterator]().next()))).toMatchObject({
    message: expect.stringContaining('consumed stream'),
  });
  const { span, points } = await named(one);
  expect(span.attributes).toMatchObject({
    'gen_ai.request.stream': true,
    'gen_ai.response.time_to_first_chunk': expect.any(Number),
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.response.id': 'answer-1',
    'gen_ai.usage.input_tokens': 10,
    'openai.response.system_fingerprint': 'fp_1',
  });
  expect(points.filter(({ name }) => name.endsWith('time_per_output_chunk'))).toMatchObject([
    { count: 5 },
  ]);
});

withEachClient('both halves of a stream are one call', async (one) => {
  const stream = await one.openai.chat.completions.create(streamed());
  const halves = stream.tee();
  const texts = await Promise.all(
    halves.map(async (half) => {
      let text = '';
      for await (const chunk of half) text += chunk.choices[0]?.delta.content ?? '';
      return text;
    }),
  );
  expect(texts).toEqual(['Warm in Rome', 'Warm in Rome']);
  const { span, points } = await named(one);
  expect(span.attributes).toMatchObject({ 'gen_ai.response.finish_reasons': ['stop'] });
  expect(points.filter(({ name }) => name.endsWith('time_per_output_chunk'))).toMatchObject([
    { count: 4 },
  ]);
});

withEachClient('a stream becomes a web stream', async (one) => {
  const stream = await one.openai.chat.completions.create(streamed());
  const lines = (await new Response(stream.toReadableStream() as ReadableStream).text()).split(
    '\n',
  );
  expect(lines.filter((line) => line !== '')).toHaveLength(5);
  await named(one);
});

withEachClient('helpers make the calls that they make', async (one) => {
  const { openai, sent } = one;
  const final = await openai.chat.completions.stream(chat()).finalContent();
  expect(final).toBe('Warm in Rome');
  const parsed = openai.chat.completions.parse({
    ...chat(),
    response_format: { type: 'json_object' },
  });
  expect((await parsed.withResponse()).data.choices[0]!.message.content).toBe('{"warm":true}');
  const runner = openai.chat.completions.runTools({
    ...chat(),
    tools: [
      {
        type: 'function',
        function: {
          name: 'weather',
          description: 'The weather',
          parameters: { type: 'object', properties: { city: { type: 'string' } } },
          parse: JSON.parse,
          function: ({ city }: { city: string }) => `warm in ${city}`,
        },
      },
    ],
  });
  expect(await runner.finalContent()).toBe('Warm in Rome');
  const { spans } = await sent();
  expect(
    spans
      .filter(({ name }) => name === 'chat gpt')
      .map(({ attributes }) => attributes['gen_ai.response.finish_reasons']),
  ).toEqual([['stop'], ['stop'], ['tool_calls'], ['stop']]);
});

withEachClient('attempts are one call', async (one) => {
  await one.openai.chat.completions.create(chat('busy'));
  expect(one.stub.requests).toHaveLength(2);
  const { span, requests } = await named(one, 'chat busy');
  expect(requests).toHaveLength(2);
  expect(span.status.code).toBe(0);
  expect(span.attributes).not.toHaveProperty(['error.type']);
});

withEachClient('an error is recorded, and reaches the caller', async (one) => {
  const { openai, sent } = one;
  const failures = [
    [() => openai.chat.completions.create(chat('refusing')), 'BadRequestError'],
    [() => openai.chat.completions.create(chat('failing')), 'InternalServerError'],
    [() => openai.chat.completions.parse(chat('refusing')), 'BadRequestError'],
    [() => openai.chat.completions.create(chat('garbled')), 'SyntaxError'],
  ] as const;
  for (const [request, type] of failures) {
    const error = await caught(request());
    expect((error as Error).constructor.name).toBe(type);
  }
  const { spans, logs } = await sent();
  const calls = spans.filter(({ name }) => name !== 'HTTP');
  expect(calls.map(({ attributes }) => attributes['error.type']).toSorted()).toEqual([
    'BadRequestError',
    'BadRequestError',
    'InternalServerError',
    'SyntaxError',
  ]);
  for (const { status } of calls) expect(status.code).toBe(2);
  expect(logs).toHaveLength(4);
});

withEachClient('a stream that breaks fails', async (one) => {
  const stream = await one.openai.chat.completions.create(streamed('broken'));
  const read = async () => {
    for await (const chunk of stream) void chunk;
  };
  const error = await caught(read());
  expect(error).toHaveProperty('message');
  const { span } = await named(one, 'chat broken');
  expect(span.attributes).toMatchObject({
    'error.type': (error as Error).constructor.name,
    'gen_ai.response.finish_reasons': ['error'],
    'gen_ai.response.id': 'answer-1',
  });
});

withEachClient('an abort is an error, and a reader that leaves is none', async (one) => {
  const { openai, sent } = one;
  const controller = new AbortController();
  const aborted = await openai.chat.completions.create(streamed('slow'), {
    signal: controller.signal,
  });
  for await (const chunk of aborted) {
    void chunk;
    controller.abort();
  }
  const left = await openai.chat.completions.create(streamed('slow'));
  for await (const chunk of left) {
    void chunk;
    break;
  }
  const before = new AbortController();
  before.abort();
  const early = openai.chat.completions.create(chat(), { signal: before.signal });
  expect(await caught(early)).toBeInstanceOf(one.library.OpenAI.APIUserAbortError);
  const { spans } = await sent();
  const calls = spans.filter(({ name }) => name !== 'HTTP');
  expect(calls.map(({ attributes }) => attributes['error.type'])).toEqual([
    'APIUserAbortError',
    undefined,
    'APIUserAbortError',
  ]);
});

withEachClient(
  'content is recorded as values if asked for',
  async (one) => {
    const { openai, sent } = one;
    const first = await openai.chat.completions.create({ ...chat(), tools });
    await openai.chat.completions.create({
      ...chat(),
      messages: [
        ...messages,
        {
          role: 'user',
          content: [
            { type: 'text', text: 'See:' },
            { type: 'image_url', image_url: { url: 'https://a.example/b.png' } },
          ],
        },
        first.choices[0]!.message,
        { role: 'tool', tool_call_id: 'call_0', content: '{"degrees":20}' },
      ],
      tools,
    });
    for await (const chunk of await openai.chat.completions.create({ ...streamed(), tools })) {
      void chunk;
    }
    for await (const chunk of await openai.chat.completions.create(streamed())) void chunk;
    const calls = (await sent()).spans.filter(({ name }) => name !== 'HTTP');
    const input = [
      { role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] },
      { role: 'user', parts: [{ type: 'text', content: 'Is it warm?' }] },
    ];
    const toolParts = ['Rome', 'Oslo'].map((city, index) => ({
      type: 'tool_call',
      id: `call_${index}`,
      name: 'weather',
      arguments: { city },
    }));
    const called = { role: 'assistant', parts: toolParts };
    const answered = { role: 'assistant', parts: [{ type: 'text', content: 'Warm in Rome' }] };
    expect(calls[0]!.attributes).toMatchObject({
      'gen_ai.input.messages': input,
      'gen_ai.output.messages': [called],
      'gen_ai.tool.definitions': [
        {
          type: 'function',
          name: 'weather',
          description: 'The weather',
          parameters: { type: 'object' },
        },
      ],
    });
    expect(calls[1]!.attributes).toMatchObject({
      'gen_ai.input.messages': [
        ...input,
        {
          role: 'user',
          parts: [
            { type: 'text', content: 'See:' },
            { type: 'uri', modality: 'image', uri: 'https://a.example/b.png' },
          ],
        },
        called,
        {
          role: 'tool',
          parts: [{ type: 'tool_call_response', id: 'call_0', response: '{"degrees":20}' }],
        },
      ],
      'gen_ai.output.messages': [answered],
    });
    expect(calls[2]!.attributes).toMatchObject({ 'gen_ai.output.messages': [called] });
    expect(calls[3]!.attributes).toMatchObject({ 'gen_ai.output.messages': [answered] });
  },
  { captureContent: 'SPAN_ONLY' },
);

withEachClient('no content is recorded by default', async (one) => {
  await one.openai.chat.completions.create({ ...chat(), tools });
  const { spans, logs } = await one.sent();
  expect(JSON.stringify([spans, logs])).not.toMatch(/warm\?|brief|Rome|weather/i);
});

withEachClient(
  'content goes to events if asked for',
  async (one) => {
    await one.openai.chat.completions.create(chat());
    const { spans, logs } = await one.sent();
    expect(JSON.stringify(spans)).not.toMatch(/brief/);
    expect(JSON.stringify(logs)).toMatch(/brief/);
  },
  { captureContent: 'EVENT_ONLY' },
);

withEachClient('inside a call of the same kind it is a part of that call', async (one) => {
  const genAi = createGenAi(one.options);
  await genAi.inference({ provider: 'gateway', model: 'fast' }, () =>
    one.openai.chat.completions.create(chat()),
  );
  const { spans } = await one.sent();
  const calls = spans.filter(({ name }) => name !== 'HTTP');
  expect(calls.map(({ name }) => name)).toEqual(['chat fast']);
  expect(calls[0]!.attributes).toMatchObject({
    'gen_ai.provider.name': 'gateway',
    'gen_ai.response.id': 'answer-1',
    'gen_ai.usage.input_tokens': 10,
    'server.port': one.stub.port,
  });
});
