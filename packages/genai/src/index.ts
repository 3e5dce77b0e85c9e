import { createGenAi, type GenAi } from './operations';

export type { CallOptions, CallResult, GenAiCall } from './calls/gen-ai-call';
export type {
  ContentInfo,
  ContentMode,
  RedactContent,
  ReferenceBlob,
  ReferenceContent,
} from './content/content-settings';
export type {
  BlobPart,
  Content,
  FilePart,
  InputMessage,
  MessagePart,
  Modality,
  OtherPart,
  OutputMessage,
  TextPart,
  ToolCallPart,
  ToolCallResponsePart,
  ToolDefinition,
  UriPart,
} from './content/message-types';
export * from './operations';
export type { CostInfo, CostOfCall, TokenCounts } from './settings/cost-types';
export type { GenAiOptions, GenAiScopeOptions } from './settings/gen-ai-options';
export { configureGenAi } from './settings/gen-ai-settings';
export type { StreamEvents } from './streams/watched-emitter';
export {
  contextOfConversation,
  conversationIdOf,
  withConversation,
} from './telemetry/conversation';
export { genAiStats, type GenAiStats } from './telemetry/shared-state';

const application = createGenAi();

/** Records a call of a model, in the scope `@otel-native/genai`. */
export const inference: GenAi['inference'] = application.inference;
/** Records a call of an embeddings model, in the scope `@otel-native/genai`. */
export const embeddings: GenAi['embeddings'] = application.embeddings;
/** Records a search for documents, in the scope `@otel-native/genai`. */
export const retrieval: GenAi['retrieval'] = application.retrieval;
/** Records a request for an answer that the provider has stored, in the scope `@otel-native/genai`. */
export const fetchResponse: GenAi['fetchResponse'] = application.fetchResponse;
/** Records work with the memory of an agent, in the scope `@otel-native/genai`. */
export const memory: GenAi['memory'] = application.memory;
/** Records the creation of an agent at a service, in the scope `@otel-native/genai`. */
export const createAgent: GenAi['createAgent'] = application.createAgent;
/** Records the invocation of an agent, in the scope `@otel-native/genai`. */
export const agent: GenAi['agent'] = application.agent;
/** Records the invocation of a workflow, in the scope `@otel-native/genai`. */
export const workflow: GenAi['workflow'] = application.workflow;
/** Records a step in which an agent decides what to do, in the scope `@otel-native/genai`. */
export const plan: GenAi['plan'] = application.plan;
/** Records the execution of a tool, in the scope `@otel-native/genai`. */
export const tool: GenAi['tool'] = application.tool;
/** Records the evaluation of an answer, which becomes an event, in the scope `@otel-native/genai`. */
export const evaluation: GenAi['evaluation'] = application.evaluation;
