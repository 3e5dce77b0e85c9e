export type { AgentsSpan, AgentsTrace } from './openai-agents/agents-recorder';
export type { AgentsTraceProcessor, OpenAIAgents } from './openai-agents/agents-recording';
export type { TracingStorage } from './openai-agents/context-storage';
export {
  observeOpenAIAgents,
  type ObserveOpenAIAgentsOptions,
} from './openai-agents/observe-openai-agents';
export type * from './settings/entry-types';
