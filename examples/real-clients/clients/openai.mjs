// The OpenAI client against the demo's model provider, which streams, and against one that answers at once.
import assert from 'node:assert/strict';

import { trace } from '@opentelemetry/api';
import OpenAI from 'openai';

const options = { apiKey: 'none', maxRetries: 0 };
const streaming = new OpenAI({ ...options, baseURL: process.env.STREAMING_MODEL_URL });
const direct = new OpenAI({ ...options, baseURL: process.env.MODEL_URL });

const question = { role: 'user', content: 'Is it cold in Quito?' };
const model = 'small-chat-1';

/** The assistant's message, put together from a stream. */
async function streamMessage(messages) {
  const stream = await streaming.chat.completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  const message = { role: 'assistant', content: '', arguments: '' };
  for await (const { choices } of stream) {
    const delta = choices[0]?.delta;
    message.content += delta?.content ?? '';
    message.arguments += delta?.tool_calls?.[0]?.function.arguments ?? '';
  }
  return message;
}

await trace.getTracer('openai-client').startActiveSpan('agent', async (span) => {
  assert.deepEqual(JSON.parse((await streamMessage([question])).arguments), { city: 'Quito' });
  const result = JSON.stringify({ city: 'Quito', celsius: 9, sky: 'clear' });
  const tool = { role: 'tool', tool_call_id: 'call-1', content: result };
  const { content } = await streamMessage([question, tool]);
  assert.equal(content, 'It is 9 degrees and clear in Quito.');
  span.end();
});

const completion = await direct.chat.completions.create({
  model,
  messages: [{ role: 'system', content: 'Be short.' }, question],
  temperature: 0.5,
  max_tokens: 20,
  stop: ['\n'],
});
assert.equal(completion.choices[0].message.content, 'Yes.');
const { data } = await direct.embeddings.create({ model: 'small-embedding-1', input: 'cold' });
assert.equal(data.length, 1);

const refused = { model: 'no-such-model', messages: [question] };
await assert.rejects(direct.chat.completions.create(refused), /404/);
