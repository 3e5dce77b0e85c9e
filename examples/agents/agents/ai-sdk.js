import { createOpenAI } from '@ai-sdk/openai';
import { generateText, isStepCount, streamText, tool } from 'ai';
import { z } from 'zod';

const openai = createOpenAI({ baseURL: process.env.MODEL_URL, apiKey: 'none' });
const city = z.object({ city: z.string() });
const tools = {
  weather: tool({
    description: 'Returns the weather of a city.',
    inputSchema: city,
    execute: ({ city }) => `It is warm in ${city}.`,
  }),
  traffic: tool({
    description: 'Returns the traffic of a city.',
    inputSchema: city,
    execute: () => {
      throw new Error('nobody counts cars');
    },
  }),
};

function question(model, functionId) {
  const prompt = 'Shall I go out in Rome?';
  return { model: openai.chat(model), prompt, telemetry: { functionId }, maxRetries: 1 };
}

// Two tools in one turn, one of which fails.
await generateText({ ...question('small', 'adviser'), tools, stopWhen: isStepCount(3) });

const { textStream } = streamText({
  ...question('small', 'streaming adviser'),
  tools: { weather: tools.weather },
  stopWhen: isStepCount(3),
});
for await (const text of textStream) process.stdout.write(text);
process.stdout.write('\n');

// The first request is refused with 429, and the second one answered.
await generateText(question('busy', 'patient adviser'));

await generateText(question('failing', 'unlucky adviser')).catch(({ name }) => console.log(name));

const broken = streamText({ ...question('broken', 'cut off adviser'), onError() {} });
await broken.text.catch(({ name }) => console.log(name));
