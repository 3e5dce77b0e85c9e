export type { LangChainContext } from './langchain/context-storage';
export { observeLangChain, type ObserveLangChainOptions } from './langchain/observe-langchain';
export type * from './settings/entry-types';
