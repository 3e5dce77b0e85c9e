export type {
  ContentInfo,
  ContentMode,
  RedactContent,
  ReferenceBlob,
  ReferenceContent,
} from './content/content-settings';
export type { BlobPart, Modality } from './content/message-types';
export type { LangChainContext } from './langchain/context-storage';
export { observeLangChain, type ObserveLangChainOptions } from './langchain/observe-langchain';
export type { CostInfo, CostOfCall, TokenCounts } from './settings/cost-types';
export type { GenAiOptions, GenAiScopeOptions } from './settings/gen-ai-options';
