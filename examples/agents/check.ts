import { checkProgram } from 'example-check';
import { startModelStub } from './stubs/model-stub.ts';

/** Each is a file in `agents/`, and has its spans in `spans/`. Names among the arguments choose some of them. */
const kAgents = [
  'ai-sdk',
  'anthropic',
  'langgraph',
  'mcp-stdio',
  'mcp-http',
  'openai-agents',
  'openai-agents-handoff',
];

const chosen = kAgents.filter((name) => process.argv.includes(name));
for (const name of chosen.length > 0 ? chosen : kAgents) {
  const stub = await startModelStub();
  try {
    await checkProgram({
      folder: import.meta.dirname,
      args: ['--import', '@otel-native/sdk/register', `agents/${name}.js`],
      // The OpenAI Agents SDK does not trace in tests.
      environment: { MODEL_URL: stub.url, NODE_ENV: 'production' },
      expected: `spans/${name}.txt`,
      attributes: ['error.type', 'gen_ai.response.finish_reasons', 'gen_ai.usage.output_tokens'],
    });
  } finally {
    await stub.close();
  }
}
