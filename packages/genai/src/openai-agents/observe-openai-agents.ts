import { invalidOption, kinds, readOptions } from 'option-check';
import { version } from '../../package.json';
import { createGenAi } from '../operations';
import type { GenAiScopeOptions } from '../settings/gen-ai-options';
import { quietly } from '../telemetry/quietly';
import { AgentsRecorder, type AgentsSpan, type AgentsTrace } from './agents-recorder';
import { ObservedStorage, type TracingStorage } from './context-storage';

/** Options of {@link observeOpenAIAgents}. */
export interface ObserveOpenAIAgentsOptions extends Omit<GenAiScopeOptions, 'name' | 'version'> {
  /** `gen_ai.provider.name` of all calls of models, which the Agents SDK does not report. Default: `openai`. */
  provider?: string | undefined;
}

/** Receives the traces and spans of the Agents SDK. */
export interface AgentsTraceProcessor {
  onTraceStart(trace: AgentsTrace): Promise<void>;
  onTraceEnd(trace: AgentsTrace): Promise<void>;
  onSpanStart(span: AgentsSpan): Promise<void>;
  onSpanEnd(span: AgentsSpan): Promise<void>;
  shutdown(timeout?: number): Promise<void>;
  forceFlush(): Promise<void>;
}

/** The functions of `@openai/agents`, or `@openai/agents-core`, that let others observe agents. */
export interface OpenAIAgents {
  /** Adds a processor to those that export traces to OpenAI. */
  addTraceProcessor(processor: AgentsTraceProcessor): void;
  /** Sets where the SDK keeps its contexts. */
  setTracingContextStorage(storage?: TracingStorage): void;
}

const moduleKind = kinds.withMethods(
  'the module @openai/agents, of version 0.12 or newer',
  'addTraceProcessor',
  'setTracingContextStorage',
);

/** Marks the functions of modules that are observed, for all copies of this package. */
const kObserved = Symbol.for('otel-native.genai.openai-agents.1');
const globals = globalThis as { [kObserved]?: WeakSet<object> };

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
 * Adds a trace processor beside the others, and sets the storage of contexts. Call it before the first agent runs. Patches no module. A
 * second call with the same module has no effect while the first one records.
 *
 * @param agents the module `@openai/agents`
 * @returns a function that stops the recording
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option, or another module
 */
export function observeOpenAIAgents(
  agents: OpenAIAgents,
  options: ObserveOpenAIAgentsOptions = {},
): () => void {
  const { provider, ...scope } = options;
  const genAi = createGenAi({ ...scope, name: '@otel-native/genai/openai-agents', version });
  const own = readOptions<Pick<ObserveOpenAIAgentsOptions, 'provider'>>(
    { provider },
    { provider: kinds.text },
  );
  if (!moduleKind.accepts(agents)) throw invalidOption('agents', agents, moduleKind.expected);
  const observed = (globals[kObserved] ??= new WeakSet());
  const mark = agents.addTraceProcessor;
  if (observed.has(mark)) return () => {};
  observed.add(mark);
  const recorder = new AgentsRecorder(genAi, own.provider ?? 'openai');
  quietly(() => {
    agents.setTracingContextStorage(
      new ObservedStorage((span) => recorder.enter(span as AgentsSpan)),
    );
    agents.addTraceProcessor(processorOf(recorder));
  });
  return () => {
    if (recorder.isStopped) return;
    // Processors cannot be removed.
    recorder.isStopped = true;
    observed.delete(mark);
    quietly(() => agents.setTracingContextStorage(undefined));
  };
}

function processorOf(recorder: AgentsRecorder): AgentsTraceProcessor {
  return {
    onTraceStart: async (trace) => void quietly(() => recorder.traceStarted(trace)),
    onTraceEnd: async (trace) => void quietly(() => recorder.traceEnded(trace)),
    onSpanStart: async (span) => void quietly(() => recorder.enter(span)),
    onSpanEnd: async (span) => void quietly(() => recorder.spanEnded(span)),
    shutdown: async () => {},
    forceFlush: async () => {},
  };
}
