export type {
  AgentDescription,
  AgentOptions,
  AgentResult,
  CreateAgentOptions,
  CreateAgentResult,
  PlanOptions,
  WorkflowOptions,
} from './agent';
export type { EmbeddingsOptions, EmbeddingsResult } from './embeddings';
export type { EvaluationOptions, EvaluationResult } from './evaluation';
export type { FetchResponseOptions, FetchResponseResult } from './fetch-response';
export { createGenAi, type GenAi, type Recorder } from './gen-ai';
export type { InferenceOptions, InferenceResult } from './inference';
export type { MemoryOperation, MemoryOptions, MemoryResult } from './memory';
export type { InputContent, OutputContent } from './messages';
export type { RequestParameters, ServerAddress } from './request';
export type { RetrievalOptions, RetrievalResult, RetrievedDocument } from './retrieval';
export type { ToolOptions, ToolResult } from './tool';
export type { TokenUsage } from './usage';
