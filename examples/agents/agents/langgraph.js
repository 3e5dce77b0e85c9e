import * as langchain from '@langchain/core/context';
import { tool } from '@langchain/core/tools';
import { MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { observeLangChain } from '@otel-native/genai/langchain';
import { z } from 'zod';

// LangGraph does not say which graph is an agent.
observeLangChain(langchain, { agents: ['adviser'] });

const schema = z.object({ city: z.string() });
const weather = tool(({ city }) => `It is warm in ${city}.`, { name: 'weather', schema });
const traffic = tool(
  () => {
    throw new Error('nobody counts cars');
  },
  { name: 'traffic', schema },
);
const question = { messages: [{ role: 'user', content: 'Shall I go out in Rome?' }] };

/** A graph that asks a model, and runs the tools that it calls, until it calls none. */
function adviser(model, tools) {
  const configuration = { baseURL: process.env.MODEL_URL };
  const maxRetries = model === 'busy' ? 1 : 0;
  const chat = new ChatOpenAI({ model, apiKey: 'none', maxRetries, configuration });
  return new StateGraph(MessagesAnnotation)
    .addNode('model', async ({ messages }) => ({
      messages: await chat.bindTools(tools).invoke(messages),
    }))
    .addNode('tools', new ToolNode(tools))
    .addEdge(START, 'model')
    .addConditionalEdges('model', toolsCondition)
    .addEdge('tools', 'model')
    .compile({ name: 'adviser' });
}

// Two tools in one turn, one of which fails.
await adviser('small', [weather, traffic]).invoke(question);

const stream = await adviser('small', [weather]).stream(question, { streamMode: 'messages' });
for await (const [message] of stream) {
  if (message.type === 'ai') process.stdout.write(message.text);
}
process.stdout.write('\n');

// An agent in a graph. The first request is refused with 429, and the second one answered.
const trip = new StateGraph(MessagesAnnotation)
  .addNode('advise', adviser('busy', []))
  .addEdge(START, 'advise')
  .compile({ name: 'trip' });
await trip.invoke(question);

await adviser('failing', [])
  .invoke(question)
  .catch(({ constructor }) => console.log(constructor.name));

const broken = await adviser('broken', []).stream(question, { streamMode: 'messages' });
await Array.fromAsync(broken).catch(({ constructor }) => console.log(constructor.name));
