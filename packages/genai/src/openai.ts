export {
  observeOpenAI,
  type ObserveOpenAIOptions,
  type OpenAIClient,
} from './openai/observe-openai';
export type * from './settings/entry-types';
