export { observeAi, type ObserveAiOptions } from './ai/observe-ai';
export type * from './settings/entry-types';
