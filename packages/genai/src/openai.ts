export type {
  ContentInfo,
  ContentMode,
  RedactContent,
  ReferenceBlob,
  ReferenceContent,
} from './content/content-settings';
export type { BlobPart, Modality } from './content/message-types';
export {
  observeOpenAI,
  type ObserveOpenAIOptions,
  type OpenAIClient,
} from './openai/observe-openai';
export type { CostInfo, CostOfCall, TokenCounts } from './settings/cost-types';
export type { GenAiOptions, GenAiScopeOptions } from './settings/gen-ai-options';
