import { createGenAi } from '@otel-native/genai';
import { chat, named } from './chats';
import { withEachClient } from './clients';

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
