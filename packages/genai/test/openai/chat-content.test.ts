import { chat, messages, streamed, tools } from './chats';
import { withEachClient } from './clients';

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
