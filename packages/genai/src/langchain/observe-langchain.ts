import { kinds } from 'option-check';
import { createGenAi } from '../operations';
import { checkTarget, readEntryOptions } from '../settings/entry-options';
import type { GenAiScopeOptions } from '../settings/gen-ai-options';
import { quietly } from '../telemetry/quietly';
import { addHandler, type LangChainContext } from './context-storage';
import { LangChainHandler } from './run-handler';

/** Options of {@link observeLangChain}. */
export interface ObserveLangChainOptions extends Omit<GenAiScopeOptions, 'name' | 'version'> {
  /**
   * Names of graphs that are agents, such as those of `createReactAgent` of LangGraph. They are recorded as `invoke_agent`, other graphs
   * as `invoke_workflow`. Default: none. Agents of `createAgent` need no name here.
   */
  agents?: readonly string[] | undefined;
}

const contextKind = kinds.withMethods(
  'the module @langchain/core/context',
  'registerConfigureHook',
  'setContextVariable',
);

/**
 * Records all runs of LangChain and LangGraph in the process: `chat {model}` for each call of a model, `execute_tool {tool}` for each tool,
 * `retrieval` for each retriever, `invoke_agent {name}` for each agent and `invoke_workflow {name}` for each other graph.
 *
 * ```ts
 * import * as langchain from '@langchain/core/context';
 *
 * observeLangChain(langchain);
 * ```
 *
 * Registers a callback handler, and patches no module. If an application loads LangChain both as ES module and as CommonJS, call this
 * function with both modules. A second call with the same module has no effect.
 *
 * @param context the module `@langchain/core/context`
 * @returns a function that stops the recording
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option, or another module
 */
export function observeLangChain(
  context: LangChainContext,
  options: ObserveLangChainOptions = {},
): () => void {
  checkTarget('context', context, contextKind);
  const { own, scope } = readEntryOptions('langchain', options, {
    agents: kinds.list(kinds.text),
  });
  const handler = new LangChainHandler(createGenAi(scope), [...(own.agents ?? [])]);
  const remove = quietly(() => addHandler(context, handler));
  return () => {
    if (remove === undefined) return;
    handler.stop();
    remove();
  };
}
