import { notThere, shown, testsOf, type Evidence } from '../evidence.ts';
import { operations } from './operations.ts';

/** A span of the conventions, with what we say about each of its attributes. */
export interface SpanRows {
  readonly span: string;
  readonly kind: string;
  readonly attributes: Readonly<Record<string, Evidence>>;
}

const inferenceTest = testsOf('packages/genai/test/inference.test.ts');
const content = testsOf('packages/genai/test/content.test.ts');
const nesting = testsOf('packages/genai/test/nesting.test.ts');

const server = ['server.address', 'server.port'];
const request = [
  'gen_ai.output.type',
  'gen_ai.request.choice.count',
  'gen_ai.request.seed',
  'gen_ai.request.temperature',
  'gen_ai.request.top_p',
  'gen_ai.request.top_k',
  'gen_ai.request.frequency_penalty',
  'gen_ai.request.presence_penalty',
  'gen_ai.request.max_tokens',
  'gen_ai.request.stop_sequences',
];
const kEveryCall = 'exceptions have the events of their calls';
const kSharedTable = 'every attribute of an inference';

/** Attributes that one test shows by their names. */
function by(title: string, ...names: readonly string[]): Record<string, Evidence> {
  return Object.fromEntries(names.map((name) => [name, shown(operations(title, name))]));
}

/** Parameters of requests: one table of fields, which the spans of models and agents share. */
function requestOf(own: string): Record<string, Evidence> {
  const choices = inferenceTest('a call of a model has the attributes of the conventions');
  return Object.fromEntries(
    request.map((name) => {
      if (name === 'gen_ai.request.choice.count') return [name, shown({ ...choices, row: name })];
      const title = name === 'gen_ai.request.temperature' ? own : kSharedTable;
      return [name, shown(operations(title, name))];
    }),
  );
}

const errorType = { 'error.type': shown(operations(kEveryCall, 'error.type')) };
const operation = (title: string) => by(title, 'gen_ai.operation.name');
const contents = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, shown(content('SPAN_ONLY', name))]));

const kInference = kSharedTable;
const kLocal = 'an agent in this process';
const kRemote = 'an agent at a service';
const usage = (...details: string[]) => details.map((detail) => `gen_ai.usage.${detail}`);
const modalities = ['text', 'image', 'audio'].flatMap((modality) => [
  ...usage(`${modality}.input_tokens`, `${modality}.output_tokens`),
  ...usage(`${modality}.cache_read.input_tokens`),
]);

export const spans: readonly SpanRows[] = [
  {
    span: 'inference',
    kind: 'CLIENT, INTERNAL in process',
    attributes: {
      ...operation(kInference),
      ...by(kInference, 'gen_ai.provider.name', 'gen_ai.request.model', ...server),
      'error.type': shown(
        inferenceTest(
          'an error reaches the caller, the span, the metrics and the event',
          'error.type',
        ),
      ),
      ...by(kInference, 'gen_ai.conversation.id', 'gen_ai.conversation.compacted'),
      ...by(kInference, 'gen_ai.prompt.name', 'gen_ai.prompt.version'),
      'gen_ai.prompt.variable.<key>': shown(operations(kInference, 'gen_ai.prompt.variable.name')),
      ...requestOf(kInference),
      ...by(kInference, 'gen_ai.request.stream', 'gen_ai.request.reasoning.level'),
      ...by(kInference, 'gen_ai.request.previous_response.id'),
      ...by(kInference, 'gen_ai.response.id', 'gen_ai.response.model'),
      ...by(kInference, 'gen_ai.response.finish_reasons', 'gen_ai.response.time_to_first_chunk'),
      ...by(kInference, ...usage('input_tokens', 'output_tokens')),
      ...by(kInference, ...usage('cache_read.input_tokens', 'cache_write.input_tokens')),
      ...by(kInference, ...usage('reasoning.output_tokens'), ...modalities),
      ...contents('gen_ai.input.messages', 'gen_ai.output.messages'),
      ...contents('gen_ai.system_instructions', 'gen_ai.tool.definitions'),
    },
  },
  {
    span: 'embeddings',
    kind: 'CLIENT, INTERNAL in process',
    attributes: {
      ...operation('a call of embeddings'),
      ...errorType,
      ...by('a call of embeddings', 'gen_ai.provider.name', 'gen_ai.request.model', ...server),
      ...by(
        'a call of embeddings',
        'gen_ai.embeddings.dimension.count',
        'gen_ai.request.encoding_formats',
      ),
      ...by('a call of embeddings', 'gen_ai.response.model', ...usage('input_tokens')),
    },
  },
  {
    span: 'retrieval',
    kind: 'CLIENT',
    attributes: {
      ...operation('a retrieval'),
      ...errorType,
      ...by('a retrieval', 'gen_ai.provider.name', 'gen_ai.request.model'),
      ...by('a retrieval', 'gen_ai.data_source.id', 'gen_ai.retrieval.top_k'),
      ...by('a retrieval', 'gen_ai.retrieval.query.text', 'gen_ai.retrieval.documents'),
    },
  },
  {
    span: 'fetch_response',
    kind: 'CLIENT',
    attributes: {
      ...operation('fetch response'),
      ...errorType,
      ...by('fetch response', 'gen_ai.provider.name', 'gen_ai.response.id'),
      ...by('fetch response', 'gen_ai.response.status', 'gen_ai.request.stream_cursor'),
      ...by('fetch response', 'gen_ai.response.model', 'gen_ai.response.finish_reasons'),
      ...by('fetch response', 'gen_ai.output.messages'),
      'gen_ai.usage.input_tokens': notThere('the conventions forbid it: nothing is inferred'),
    },
  },
  {
    span: 'memory',
    kind: 'INTERNAL, CLIENT at a service',
    attributes: {
      ...operation('memory at a service'),
      ...errorType,
      ...by('memory at a service', 'gen_ai.provider.name', ...server),
      ...by('memory at a service', 'gen_ai.memory.record.id'),
      ...by('memory in this process', 'gen_ai.memory.store.id', 'gen_ai.memory.record.count'),
      ...by('memory in this process', 'gen_ai.memory.query.text', 'gen_ai.memory.records'),
    },
  },
  {
    span: 'create_agent',
    kind: 'CLIENT',
    attributes: {
      ...operation('create agent'),
      ...errorType,
      ...by('create agent', 'gen_ai.provider.name', 'gen_ai.request.model', ...server),
      ...by('create agent', 'gen_ai.agent.name', 'gen_ai.agent.description'),
      ...by('create agent', 'gen_ai.agent.id', 'gen_ai.agent.version'),
      ...by('create agent', 'gen_ai.system_instructions'),
    },
  },
  {
    span: 'invoke_agent',
    kind: 'INTERNAL',
    attributes: {
      ...operation(kLocal),
      ...errorType,
      'gen_ai.provider.name': notThere('the conventions removed it from agents in the process'),
      ...by(kLocal, 'gen_ai.request.model', 'gen_ai.agent.name', 'gen_ai.agent.description'),
      'gen_ai.agent.id': notThere('the conventions removed it from agents in the process'),
      'gen_ai.agent.version': notThere('the conventions removed it from agents in the process'),
      ...by(kLocal, 'gen_ai.conversation.id', 'gen_ai.data_source.id'),
      ...requestOf(kLocal),
      ...by(kLocal, 'gen_ai.response.finish_reasons', ...usage('input_tokens', 'output_tokens')),
      'gen_ai.usage.cache_read.input_tokens': notThere(
        'the conventions removed it from agents in the process',
      ),
      ...by(kLocal, 'gen_ai.input.messages', 'gen_ai.output.messages'),
      ...contents('gen_ai.system_instructions', 'gen_ai.tool.definitions'),
    },
  },
  {
    span: 'invoke_agent, remote',
    kind: 'CLIENT',
    attributes: {
      ...operation(kRemote),
      ...errorType,
      ...by(kRemote, 'gen_ai.provider.name', 'gen_ai.agent.name', ...server),
      ...by(kRemote, 'gen_ai.agent.id', 'gen_ai.agent.version'),
      ...by(kRemote, 'gen_ai.response.id', 'gen_ai.response.model'),
      ...by(kRemote, ...usage('input_tokens', 'cache_read.input_tokens')),
    },
  },
  {
    span: 'invoke_workflow',
    kind: 'INTERNAL',
    attributes: {
      ...operation('a workflow'),
      ...errorType,
      ...by('a workflow', 'gen_ai.agent.name'),
    },
  },
  {
    span: 'plan',
    kind: 'INTERNAL',
    attributes: { ...operation('a plan'), ...errorType, ...by('a plan', 'gen_ai.agent.name') },
  },
  {
    span: 'execute_tool',
    kind: 'INTERNAL',
    attributes: {
      ...operation('a tool'),
      'error.type': shown(
        nesting('agents, workflows and tools keep their own spans, and agents count', 'error.type'),
      ),
      ...by('a tool', 'gen_ai.tool.name', 'gen_ai.tool.type', 'gen_ai.tool.call.id'),
      ...by('a tool', 'gen_ai.tool.description', 'gen_ai.agent.name'),
      ...by('a tool', 'gen_ai.tool.call.arguments', 'gen_ai.tool.call.result'),
    },
  },
];
