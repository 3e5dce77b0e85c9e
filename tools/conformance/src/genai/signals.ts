import { notThere, shown, testsOf, type Evidence } from '../evidence.ts';
import { operations } from './operations.ts';

const inference = testsOf('packages/genai/test/inference.test.ts');
const streams = testsOf('packages/genai/test/streams.test.ts');
const content = testsOf('packages/genai/test/content.test.ts');
const nesting = testsOf('packages/genai/test/nesting.test.ts');
const mcp = testsOf('packages/genai/test/mcp/metrics.test.ts');

const kInference = 'every attribute of an inference';
const kAgents = 'agents, workflows and tools keep their own spans, and agents count';
const kExceptions = 'exceptions have the events of their calls';
const usage = 'gen_ai.client.inference.usage';
const perCall = 'gen_ai.client.inference.operation';
const kDurations = 'durations of operations and sessions (version …, … SDK)';

/** The metrics of the conventions. */
export const metrics: Readonly<Record<string, Evidence>> = {
  'gen_ai.client.inference.duration': shown(
    inference(
      'a call of a model has the attributes of the conventions',
      'gen_ai.client.inference.duration',
    ),
  ),
  'gen_ai.client.inference.time_to_first_chunk': shown(streams('a generator')),
  'gen_ai.client.inference.time_per_output_chunk': shown(streams('a generator')),
  ...Object.fromEntries(
    [
      'input_tokens',
      'output_tokens',
      'cache_read.input_tokens',
      'cache_write.input_tokens',
      'reasoning.output_tokens',
    ].map((tokens) => [`${usage}.${tokens}`, shown(operations(kInference))]),
  ),
  [`${perCall}.input_tokens`]: shown(operations(kInference, `${perCall}.input_tokens 1`)),
  [`${perCall}.output_tokens`]: shown(operations(kInference, `${perCall}.output_tokens 1`)),
  'gen_ai.client.embeddings.duration': shown(
    operations('a call of embeddings', 'gen_ai.client.embeddings.duration 1'),
  ),
  'gen_ai.client.embeddings.operation.input_tokens': shown(
    operations('a call of embeddings', 'gen_ai.client.embeddings.operation.input_tokens 1'),
  ),
  'gen_ai.client.operation.duration': shown(
    operations('a retrieval', 'gen_ai.client.operation.duration 1'),
  ),
  'gen_ai.invoke_agent.duration': shown(nesting(kAgents, 'gen_ai.invoke_agent.duration')),
  'gen_ai.invoke_agent.inference_calls': shown(nesting(kAgents, 'inference_calls')),
  'gen_ai.invoke_agent.tool_calls': shown(nesting(kAgents, 'tool_calls')),
  'gen_ai.execute_tool.duration': shown(nesting(kAgents, 'gen_ai.execute_tool.duration')),
  'mcp.client.operation.duration': shown(mcp(kDurations, 'mcp.client.operation.duration')),
  'mcp.server.operation.duration': shown(mcp(kDurations, 'mcp.server.operation.duration')),
  'mcp.client.session.duration': shown(mcp(kDurations, 'mcp.client.session.duration')),
  'mcp.server.session.duration': shown(mcp(kDurations, 'mcp.server.session.duration')),
  'gen_ai.server.request.duration': notThere('model servers record it, not their clients'),
  'gen_ai.server.time_per_output_token': notThere('model servers record it, not their clients'),
  'gen_ai.server.time_to_first_token': notThere('model servers record it, not their clients'),
  'gen_ai.client.token.usage': notThere('removed from the conventions before 0.1.0'),
};

/** The events of the conventions. */
export const events: Readonly<Record<string, Evidence>> = {
  'gen_ai.client.inference.operation.details': shown(content('EVENT_ONLY')),
  'gen_ai.evaluation.result': shown(
    operations('an evaluation is an event in the span that it is about'),
  ),
  'gen_ai.client.inference.exception': shown(
    inference('an error reaches the caller, the span, the metrics and the event'),
  ),
  'gen_ai.client.embeddings.exception': shown(operations(kExceptions)),
  'gen_ai.client.operation.exception': shown(operations(kExceptions)),
  'gen_ai.execute_tool.exception': shown(operations(kExceptions)),
  'gen_ai.user.message, gen_ai.choice and others of single messages': notThere(
    'deprecated: content is in the attributes of spans and of the event with details',
  ),
};
