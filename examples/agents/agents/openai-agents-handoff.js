import * as agents from '@openai/agents';
import { observeOpenAIAgents } from '@otel-native/genai/openai-agents';
import { z } from 'zod';

// Without this the library also sends its traces to OpenAI.
agents.setTraceProcessors([]);
observeOpenAIAgents(agents);

const { Agent, OpenAIProvider, Runner, tool, withTrace } = agents;
const weather = tool({
  name: 'weather',
  description: 'Returns the weather of a city.',
  parameters: z.object({ city: z.string() }),
  execute: ({ city }) => `It is warm in ${city}.`,
});
const runner = new Runner({
  modelProvider: new OpenAIProvider({ baseURL: process.env.MODEL_URL, apiKey: 'none' }),
});
const question = 'Shall I go out in Rome?';

/** The first agent only decides who answers, and hands the conversation over. */
const receptionOf = (model) => {
  const adviser = new Agent({ name: 'adviser', model, tools: [weather] });
  return new Agent({ name: 'reception', model: 'small', handoffs: [adviser] });
};

const { lastAgent, finalOutput } = await runner.run(receptionOf('small'), question);
console.log(`${lastAgent.name}: ${finalOutput}`);

const streamed = await runner.run(receptionOf('small'), question, { stream: true });
for await (const text of streamed.toTextStream()) process.stdout.write(text);
process.stdout.write('\n');

// The agent that took over fails. The one before has done its work.
await withTrace('trip', () => runner.run(receptionOf('failing'), question)).catch(
  ({ constructor }) => console.log(constructor.name),
);
