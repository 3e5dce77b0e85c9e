export type {
  ContentInfo,
  ContentMode,
  RedactContent,
  ReferenceBlob,
  ReferenceContent,
} from './content/content-settings';
export type { BlobPart, Modality } from './content/message-types';
export type { AgentsSpan, AgentsTrace } from './openai-agents/agents-recorder';
export type { TracingStorage } from './openai-agents/context-storage';
export type { AgentsTraceProcessor, OpenAIAgents } from './openai-agents/agents-recording';
export {
  observeOpenAIAgents,
  type ObserveOpenAIAgentsOptions,
} from './openai-agents/observe-openai-agents';
export type { CostInfo, CostOfCall, TokenCounts } from './settings/cost-types';
export type { GenAiOptions, GenAiScopeOptions } from './settings/gen-ai-options';
