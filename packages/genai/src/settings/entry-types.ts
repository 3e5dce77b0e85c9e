/** The types that the options of every entry for a library are made of. */
export type {
  ContentInfo,
  ContentMode,
  RedactContent,
  ReferenceBlob,
  ReferenceContent,
} from '../content/content-settings';
export type { BlobPart, Modality } from '../content/message-types';
export type { CostInfo, CostOfCall, TokenCounts } from './cost-types';
export type { GenAiOptions, GenAiScopeOptions } from './gen-ai-options';
