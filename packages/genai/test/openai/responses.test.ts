import { withEachClient } from './clients';

const request = (model = 'gpt') => ({ model, input: 'Is it warm?', instructions: 'Be brief.' });

withEachClient('a response says what was asked and answered', async ({ openai, sent, stub }) => {
  const response = await openai.responses.create({
    ...request(),
    max_output_tokens: 100,
    temperature: 0.5,
    reasoning: { effort: 'low' },
    text: { format: { type: 'json_object' } },
    previous_response_id: 'before-1',
  });
  expect(response.output_text).toBe('Warm in Rome');
  const { spans } = await sent();
  const calls = spans.filter(({ name }) => name !== 'HTTP');
  expect(calls.map(({ name }) => name)).toEqual(['chat gpt']);
  expect(calls[0]!.attributes).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt',
    'gen_ai.request.max_tokens': 100,
    'gen_ai.request.temperature': 0.5,
    'gen_ai.request.reasoning.level': 'low',
    'gen_ai.request.previous_response.id': 'before-1',
    'gen_ai.output.type': 'json',
    'gen_ai.response.id': 'answer-1',
    'gen_ai.response.model': 'model-1',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.output_tokens': 5,
    'gen_ai.usage.cache_read.input_tokens': 4,
    'gen_ai.usage.reasoning.output_tokens': 2,
    'openai.api.type': 'responses',
    'openai.response.service_tier': 'default',
    'server.address': '127.0.0.1',
    'server.port': stub.port,
  });
});

withEachClient('a response ends in many ways', async ({ openai, sent }) => {
  const tools = [
    { type: 'function' as const, name: 'weather', parameters: { type: 'object' }, strict: false },
  ];
  await openai.responses.create({ ...request(), tools });
  await openai.responses.create(request('short'));
  await openai.responses.create(request('unlucky'));
  const conversation = { conversation: 'conv_1' };
  await openai.responses.create({ ...request(), ...conversation });
  const { spans } = await sent();
  const calls = spans.filter(({ name }) => name !== 'HTTP');
  expect(calls.map(({ attributes }) => attributes['gen_ai.response.finish_reasons'])).toEqual([
    ['tool_calls'],
    ['length'],
    ['error'],
    ['stop'],
  ]);
  expect(calls[2]!.attributes['error.type']).toBe('server_error');
  expect(calls[2]!.status).toEqual({ code: 2, message: 'bad luck' });
  expect(calls[3]!.attributes['gen_ai.conversation.id']).toBe('conv_1');
});

withEachClient(
  'streams of responses',
  async ({ openai, sent }) => {
    for await (const event of await openai.responses.create({ ...request(), stream: true })) {
      void event;
    }
    expect((await openai.responses.stream(request()).finalResponse()).status).toBe('completed');
    const left = await openai.responses.create({ ...request('slow'), stream: true });
    for await (const event of left) if (event.type === 'response.output_text.delta') break;
    const { spans } = await sent();
    const calls = spans.filter(({ name }) => name !== 'HTTP');
    expect(calls).toHaveLength(3);
    const answer = (content: string) => [{ role: 'assistant', parts: [{ type: 'text', content }] }];
    for (const { attributes } of calls.slice(0, 2)) {
      expect(attributes).toMatchObject({
        'gen_ai.request.stream': true,
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.system_instructions': [{ type: 'text', content: 'Be brief.' }],
        'gen_ai.input.messages': [
          { role: 'user', parts: [{ type: 'text', content: 'Is it warm?' }] },
        ],
        'gen_ai.output.messages': answer('Warm in Rome'),
      });
    }
    expect(calls[2]!.attributes).toMatchObject({
      'gen_ai.response.id': 'answer-1',
      'gen_ai.response.finish_reasons': ['error'],
      'gen_ai.output.messages': answer('Warm '),
    });
    expect(calls[2]!.attributes).not.toHaveProperty(['error.type']);
  },
  { captureContent: 'SPAN_ONLY' },
);

withEachClient(
  'items of the input become messages',
  async ({ openai, sent }) => {
    await openai.responses.create({
      model: 'gpt',
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'See:' },
            { type: 'input_image', image_url: 'https://a.example/b.png', detail: 'auto' },
            { type: 'input_file', file_id: 'file_1' },
          ],
        },
        { type: 'function_call', call_id: 'call_0', name: 'weather', arguments: '{"city":"Rome"}' },
        { type: 'function_call_output', call_id: 'call_0', output: '{"degrees":20}' },
      ],
    });
    const { spans } = await sent();
    expect(spans.find(({ name }) => name === 'chat gpt')!.attributes).toMatchObject({
      'gen_ai.input.messages': [
        {
          role: 'user',
          parts: [
            { type: 'text', content: 'See:' },
            { type: 'uri', modality: 'image', uri: 'https://a.example/b.png' },
            { type: 'file', modality: 'document', file_id: 'file_1' },
          ],
        },
        {
          role: 'assistant',
          parts: [
            { type: 'tool_call', id: 'call_0', name: 'weather', arguments: { city: 'Rome' } },
          ],
        },
        {
          role: 'tool',
          parts: [{ type: 'tool_call_response', id: 'call_0', response: '{"degrees":20}' }],
        },
      ],
      'gen_ai.output.messages': [
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', content: 'Hm' },
            { type: 'text', content: 'Warm in Rome' },
          ],
        },
      ],
    });
  },
  { captureContent: 'SPAN_ONLY' },
);
