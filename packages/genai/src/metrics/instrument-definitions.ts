import { ValueType, type MetricOptions } from '@opentelemetry/api';

/** An instrument of the conventions, and the attributes of its points. */
export interface InstrumentDefinition {
  readonly name: string;
  readonly kind: 'counter' | 'histogram';
  readonly options: MetricOptions;
  readonly attributes: readonly string[];
}

/** The boundaries of durations of calls, in seconds. */
const kSeconds = powers(0.01, 2, 14);
/** The boundaries of tokens. */
const kTokens = powers(1, 4, 14);
/** The boundaries of durations of agents, in seconds. */
const kAgentSeconds = powers(0.1, 2, 13);
const kCalls = powers(1, 2, 8);

const kServer = ['server.address', 'server.port'];
const kClient = [
  'gen_ai.operation.name',
  'gen_ai.provider.name',
  'gen_ai.request.model',
  'gen_ai.response.model',
  ...kServer,
];
const kClientOrError = [...kClient, 'error.type'];

export const inferenceDuration = seconds(
  'gen_ai.client.inference.duration',
  'Duration of a call of a model.',
  kClientOrError,
);
export const embeddingsDuration = seconds(
  'gen_ai.client.embeddings.duration',
  'Duration of a call of an embeddings model.',
  kClientOrError,
);
export const operationDuration = seconds(
  'gen_ai.client.operation.duration',
  'Duration of another call of a provider.',
  kClientOrError,
);
export const timeToFirstChunk = seconds(
  'gen_ai.client.inference.time_to_first_chunk',
  'Time from the request to the first chunk of a stream.',
  kClient,
);
export const timePerOutputChunk = seconds(
  'gen_ai.client.inference.time_per_output_chunk',
  'Time between two chunks of a stream.',
  kClient,
);
export const toolDuration = seconds(
  'gen_ai.execute_tool.duration',
  'Duration of the execution of a tool.',
  ['gen_ai.tool.name', 'gen_ai.tool.type', 'gen_ai.agent.name', 'error.type'],
);
export const agentDuration = seconds(
  'gen_ai.invoke_agent.duration',
  'Duration of the invocation of an agent or a workflow.',
  ['gen_ai.operation.name', 'gen_ai.agent.name', 'error.type'],
  kAgentSeconds,
);
export const agentInferenceCalls = calls('inference_call', 'Calls of models by one invocation.');
export const agentToolCalls = calls('tool_call', 'Executions of tools by one invocation.');

export const inputTokensPerCall = tokensPerCall('gen_ai.client.inference.operation.input_tokens');
export const outputTokensPerCall = tokensPerCall('gen_ai.client.inference.operation.output_tokens');
export const embeddingsTokensPerCall = tokensPerCall(
  'gen_ai.client.embeddings.operation.input_tokens',
);

/** The counters of tokens, by the attribute of spans that has the same number. */
export const usageCounters = {
  input_tokens: usage('input_tokens'),
  output_tokens: usage('output_tokens'),
  'cache_read.input_tokens': usage('cache_read.input_tokens'),
  'cache_write.input_tokens': usage('cache_write.input_tokens'),
  'reasoning.output_tokens': usage('reasoning.output_tokens'),
};

function seconds(
  name: string,
  description: string,
  attributes: readonly string[],
  explicitBucketBoundaries = kSeconds,
): InstrumentDefinition {
  const valueType = ValueType.DOUBLE;
  const options = { description, unit: 's', valueType, advice: { explicitBucketBoundaries } };
  return { name, kind: 'histogram', options, attributes };
}

function calls(what: string, description: string): InstrumentDefinition {
  const unit = `{${what}}`;
  const advice = { explicitBucketBoundaries: kCalls };
  const options = { description, unit, valueType: ValueType.INT, advice };
  const name = `gen_ai.invoke_agent.${what}s`;
  return { name, kind: 'histogram', options, attributes: ['gen_ai.agent.name'] };
}

function tokensPerCall(name: string): InstrumentDefinition {
  const advice = { explicitBucketBoundaries: kTokens };
  const options = { description: 'Tokens of one call.', unit: '{token}', advice };
  return {
    name,
    kind: 'histogram',
    options: { ...options, valueType: ValueType.INT },
    attributes: kClientOrError,
  };
}

function usage(tokens: string): InstrumentDefinition {
  const name = `gen_ai.client.inference.usage.${tokens}`;
  const options = { description: 'Tokens used.', unit: '{token}', valueType: ValueType.INT };
  return { name, kind: 'counter', options, attributes: [...kClient, 'gen_ai.token.modality'] };
}

function powers(first: number, factor: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => rounded(first * factor ** index));
}

/** Without the digits in which a product of fractions differs from the number that the conventions write. */
function rounded(value: number): number {
  return Number(value.toPrecision(10));
}
