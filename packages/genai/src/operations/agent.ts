import { SpanKind } from '@opentelemetry/api';
import type { CallOptions, CallResult } from '../calls/gen-ai-call';
import type { Operation } from '../calls/operation';
import { agentDuration, operationDuration } from '../metrics/instrument-definitions';
import { fields } from '../values/fields';
import { text, texts } from '../values/readers';
import { inputContent, outputContent, type InputContent, type OutputContent } from './messages';
import {
  modelFields,
  optionOf,
  requestFields,
  serverFields,
  type RequestParameters,
  type ServerAddress,
} from './request';
import { resultUsage, type TokenUsage } from './usage';

/** An agent, as the application or a service describes it. */
export interface AgentDescription {
  name?: string | undefined;
  description?: string | undefined;
  /** A stable id of a hosted agent, not of an instance. */
  id?: string | undefined;
  version?: string | undefined;
}

/** The creation of an agent at a service. */
export interface CreateAgentOptions extends CallOptions, ServerAddress, AgentDescription {
  provider: string;
  model?: string | undefined;
  systemInstructions?: InputContent['systemInstructions'];
}

/** The agent that was created. */
export interface CreateAgentResult extends CallResult {
  id?: string | undefined;
  version?: string | undefined;
}

/** The invocation of an agent. */
export interface AgentOptions
  extends CallOptions, RequestParameters, ServerAddress, InputContent, AgentDescription {
  /** Whether the agent runs at a service. Only then `id`, `version`, `provider` and the server's address are recorded. Default: false. */
  isRemote?: boolean | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  /** The id of the conversation, also for the calls inside. Default: that of `withConversation`. */
  conversationId?: string | undefined;
  dataSourceId?: string | undefined;
}

/** What an agent answered. */
export interface AgentResult extends CallResult, OutputContent {
  finishReasons?: readonly string[] | undefined;
  /** The sum over all calls of models that the agent made. */
  usage?: TokenUsage | undefined;
  responseId?: string | undefined;
  responseModel?: string | undefined;
}

/** The invocation of a workflow: several agents, in an order that the application has set. */
export type WorkflowOptions = Omit<
  AgentOptions,
  'isRemote' | 'provider' | 'serverAddress' | 'serverPort'
>;

/** A step in which an agent decides what to do. The call of the model is inside the step. */
export interface PlanOptions extends CallOptions {
  /** The name of the agent. Default: that of the agent around it. */
  name?: string | undefined;
}

const identityFields = fields({
  id: ['gen_ai.agent.id', text],
  version: ['gen_ai.agent.version', text],
});
const nameFields = fields({
  name: ['gen_ai.agent.name', text],
  description: ['gen_ai.agent.description', text],
});
/** An agent in this process has none of the fields of a service, and no tokens of caches. */
const localAgentFields = [
  ...nameFields,
  ...requestFields,
  ...fields({
    model: ['gen_ai.request.model', text],
    conversationId: ['gen_ai.conversation.id', text],
    dataSourceId: ['gen_ai.data_source.id', text],
  }),
];
const agentResultFields = [
  ...fields({ finishReasons: ['gen_ai.response.finish_reasons', texts] }),
  ...resultUsage,
];
const byName = (options: object) => optionOf(options, 'name');

export const createAgent: Operation = {
  kind: 'createAgent',
  name: () => 'create_agent',
  target: byName,
  spanKind: () => SpanKind.CLIENT,
  optionFields: [...modelFields, ...serverFields, ...nameFields, ...identityFields],
  resultFields: identityFields,
  optionContent: inputContent.filter(({ option }) => option === 'systemInstructions'),
  resultContent: [],
  duration: operationDuration,
  exceptionEvent: 'gen_ai.client.operation.exception',
};

export const localAgent: Operation = {
  kind: 'agent',
  name: () => 'invoke_agent',
  target: byName,
  spanKind: () => SpanKind.INTERNAL,
  optionFields: localAgentFields,
  resultFields: agentResultFields.filter(({ attribute }) => !attribute.includes('cache')),
  optionContent: inputContent,
  resultContent: outputContent,
  duration: agentDuration,
  measures: 'agent',
  isInConversation: true,
};

export const remoteAgent: Operation = {
  ...localAgent,
  spanKind: () => SpanKind.CLIENT,
  optionFields: [
    ...fields({ provider: ['gen_ai.provider.name', text] }),
    ...serverFields,
    ...localAgentFields,
    ...identityFields,
  ],
  resultFields: [
    ...agentResultFields,
    ...fields({
      responseId: ['gen_ai.response.id', text],
      responseModel: ['gen_ai.response.model', text],
    }),
  ],
  exceptionEvent: 'gen_ai.client.operation.exception',
};

export const workflow: Operation = {
  ...localAgent,
  kind: 'workflow',
  name: () => 'invoke_workflow',
  measures: 'workflow',
};

export const plan: Operation = {
  kind: 'plan',
  name: () => 'plan',
  target: byName,
  spanKind: () => SpanKind.INTERNAL,
  optionFields: nameFields.filter(({ option }) => option === 'name'),
  resultFields: [],
  optionContent: [],
  resultContent: [],
  namesAgent: true,
};
