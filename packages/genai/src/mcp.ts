export type {
  ContentInfo,
  ContentMode,
  RedactContent,
  ReferenceBlob,
  ReferenceContent,
} from './content/content-settings';
export type { BlobPart, Modality } from './content/message-types';
export type { CostInfo, CostOfCall, TokenCounts } from './settings/cost-types';
export type { GenAiOptions, GenAiScopeOptions } from './settings/gen-ai-options';
export { observeMcp, type McpTransport, type ObserveMcpOptions } from './mcp/observe-mcp';
