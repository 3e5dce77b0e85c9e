import Anthropic from '@anthropic-ai/sdk';
import { agent, tool } from '@otel-native/genai';
import { observeAnthropic } from '@otel-native/genai/anthropic';

const anthropic = observeAnthropic(
  new Anthropic({
    baseURL: process.env.MODEL_URL.replace(/\/v1$/, ''),
    apiKey: 'none',
    maxRetries: 1,
  }),
);
const tools = ['weather', 'traffic'].map((name) => ({
  name,
  input_schema: { type: 'object', properties: { city: { type: 'string' } } },
}));
const request = (model) => ({
  model,
  max_tokens: 100,
  messages: [{ role: 'user', content: 'Shall I go out in Rome?' }],
});

/** Runs what the model calls, one after the other, and tells it what became of them. */
async function runTools(content) {
  const results = [];
  for (const { type, name, id, input } of content) {
    if (type !== 'tool_use') continue;
    const result = await tool({ name, type: 'function', callId: id }, async () => {
      if (name === 'traffic') throw new Error('nobody counts cars');
      return `It is warm in ${input.city}.`;
    }).catch(({ message }) => message);
    results.push({ type: 'tool_result', tool_use_id: id, content: result });
  }
  return results;
}

await agent({ name: 'adviser' }, async () => {
  const asked = { ...request('small'), tools };
  const first = await anthropic.messages.create(asked);
  const results = await runTools(first.content);
  const messages = [
    ...asked.messages,
    { role: 'assistant', content: first.content },
    { role: 'user', content: results },
  ];
  console.log(await anthropic.messages.stream({ ...asked, messages }).finalText());
});

// The first request is refused with 429, and the second one answered.
await anthropic.messages.create(request('busy'));

await anthropic.messages.create(request('failing')).catch(({ status }) => console.log(status));

const broken = anthropic.messages.stream(request('broken'));
await broken.finalText().catch(({ constructor }) => console.log(constructor.name));
