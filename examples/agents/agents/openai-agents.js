import * as agents from '@openai/agents';
import { observeOpenAIAgents } from '@otel-native/genai/openai-agents';
import { z } from 'zod';

// Without this the library also sends its traces to OpenAI.
agents.setTraceProcessors([]);
observeOpenAIAgents(agents);

const { Agent, OpenAIProvider, Runner, tool, withTrace } = agents;
const parameters = z.object({ city: z.string() });
const weather = tool({
  name: 'weather',
  description: 'Returns the weather of a city.',
  parameters,
  execute: ({ city }) => `It is warm in ${city}.`,
});
const traffic = tool({
  name: 'traffic',
  description: 'Returns the traffic of a city.',
  parameters,
  execute: () => {
    throw new Error('nobody counts cars');
  },
});
const runner = new Runner({
  modelProvider: new OpenAIProvider({ baseURL: process.env.MODEL_URL, apiKey: 'none' }),
});
const question = 'Shall I go out in Rome?';
const adviser = (model, tools = []) => new Agent({ name: 'adviser', model, tools });

// Two tools in one turn, one of which fails.
await runner.run(adviser('small', [weather, traffic]), question);

const streamed = await runner.run(adviser('small', [weather]), question, { stream: true });
for await (const text of streamed.toTextStream()) process.stdout.write(text);
process.stdout.write('\n');

// A trace with a name is a workflow. The first request is refused with 429, and the second one answered.
await withTrace('trip', () => runner.run(adviser('busy'), question));

await runner
  .run(adviser('failing'), question)
  .catch(({ constructor }) => console.log(constructor.name));

const broken = await runner.run(adviser('broken'), question, { stream: true });
await Array.fromAsync(broken).catch(({ constructor }) => console.log(constructor.name));
