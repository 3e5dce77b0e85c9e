import { kinds } from 'option-check';
import { createGenAi } from '../operations';
import { checkTarget, readEntryOptions } from '../settings/entry-options';
import type { GenAiScopeOptions } from '../settings/gen-ai-options';
import { quietly } from '../telemetry/quietly';
import { AgentsRecorder } from './agents-recorder';
import { AgentsRecording, type OpenAIAgents } from './agents-recording';

/** Options of {@link observeOpenAIAgents}. */
export interface ObserveOpenAIAgentsOptions extends Omit<GenAiScopeOptions, 'name' | 'version'> {
  /** `gen_ai.provider.name` of all calls of models, which the Agents SDK does not report. Default: `openai`. */
  provider?: string | undefined;
}

const moduleKind = kinds.withMethods(
  'the module @openai/agents, of version 0.12 or newer',
  'addTraceProcessor',
  'setTracingContextStorage',
);

/**
 * Records the agents of the OpenAI Agents SDK: `invoke_agent {name}` for each agent, `chat` for each call of a model, `execute_tool {tool}` for each tool,
 * and `invoke_workflow {name}` for traces that the application names. Requests to providers, and the work of tools, become children.
 *
 * ```ts
 * import * as agents from '@openai/agents';
 *
 * observeOpenAIAgents(agents);
 * ```
 *
 * Adds a processor of traces, beside the others, and a storage of contexts. Call it after `setTraceProcessors`, which removes all processors
 * that were added before. Patches no module. A second call has no effect while the first one records; with another copy of the module it
 * records that one too, with the options of the first call.
 *
 * @param agents the module `@openai/agents`
 * @returns a function that stops the recording
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option, or another module
 */
export function observeOpenAIAgents(
  agents: OpenAIAgents,
  options: ObserveOpenAIAgentsOptions = {},
): () => void {
  checkTarget('agents', agents, moduleKind);
  const { own, scope } = readEntryOptions('openai-agents', options, { provider: kinds.text });
  const present = AgentsRecording.current;
  if (present !== undefined) {
    quietly(() => present.add(agents));
    return () => {};
  }
  const recording = new AgentsRecording(
    new AgentsRecorder(createGenAi(scope), own.provider ?? 'openai'),
  );
  recording.start();
  quietly(() => recording.add(agents));
  return () => recording.stop();
}
