import { caught, named, streamed } from './chats';
import { withEachClient } from './clients';

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
