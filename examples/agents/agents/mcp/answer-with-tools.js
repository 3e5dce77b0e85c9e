import { createOpenAI } from '@ai-sdk/openai';
import { dynamicTool, generateText, isStepCount, jsonSchema } from 'ai';

/** Lets a model use the tools of a server of the Model Context Protocol. */
export async function answerWithTools(client) {
  const { tools } = await client.listTools();
  const own = tools.map(({ name, description, inputSchema }) => [
    name,
    dynamicTool({
      description,
      inputSchema: jsonSchema(inputSchema),
      execute: (input) => client.callTool({ name, arguments: input }),
    }),
  ]);
  const openai = createOpenAI({ baseURL: process.env.MODEL_URL, apiKey: 'none' });
  const { text } = await generateText({
    model: openai.chat('small'),
    prompt: 'Shall I go out in Rome?',
    telemetry: { functionId: 'adviser' },
    tools: Object.fromEntries(own),
    stopWhen: isStepCount(3),
  });
  console.log(text);
}
