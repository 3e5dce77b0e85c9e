import { AsyncLocalStorage } from 'node:async_hooks';
import { quietly } from '../telemetry/quietly';
import type { AgentsRecorder, AgentsSpan, AgentsTrace } from './agents-recorder';
import { ObservedStorage, type TracingStorage } from './context-storage';

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

/** The recording of this process. Copies of this package, and of the Agents SDK, share it. */
const kRecording = Symbol.for('otel-native.genai.openai-agents.1');
/** The global in which copies of the Agents SDK share the storage of their contexts. */
const kStorage = Symbol.for('openai.agents.core.asyncLocalStorage');

const globals = globalThis as {
  [kRecording]?: AgentsRecording | undefined;
  [kStorage]?: TracingStorage | undefined;
};

/** Records all agents of the process, of any number of copies of the SDK: these share their traces and their contexts. */
export class AgentsRecording {
  readonly #recorder: AgentsRecorder;
  readonly #processor: AgentsTraceProcessor;
  /** Functions of the modules that are observed. */
  readonly #known = new WeakSet<object>();
  #storage: ObservedStorage | undefined;
  /** Puts the storage back that was there before. */
  #restore = (): void => {};

  constructor(recorder: AgentsRecorder) {
    this.#recorder = recorder;
    this.#processor = this.#makeProcessor();
  }

  static get current(): AgentsRecording | undefined {
    return globals[kRecording];
  }

  start(): void {
    globals[kRecording] = this;
  }

  add(agents: OpenAIAgents): void {
    if (this.#known.has(agents.addTraceProcessor)) return;
    this.#known.add(agents.addTraceProcessor);
    this.#observeStorage(agents);
    agents.addTraceProcessor(this.#processor);
  }

  /** Records nothing new. What goes on ends when it ends: processors cannot be removed. */
  stop(): void {
    if (globals[kRecording] !== this) return;
    globals[kRecording] = undefined;
    this.#recorder.isStopped = true;
    quietly(this.#restore);
  }

  #observeStorage(agents: OpenAIAgents): void {
    const present = globals[kStorage];
    if (present !== undefined && present === this.#storage) return;
    // What runs now is in the context that it has.
    const inner = present ?? new AsyncLocalStorage<unknown>();
    this.#storage ??= new ObservedStorage(inner, {
      contextOf: (span) => this.#recorder.enter(span as AgentsSpan),
      hasTrace: (traceId) => this.#recorder.hasTrace(traceId),
      traceFailed: (traceId, error) => this.#recorder.traceFailed(traceId, error),
    });
    const storage = this.#storage;
    agents.setTracingContextStorage(storage);
    this.#restore = () => {
      // The application may have set one of its own since then.
      if (globals[kStorage] === storage) agents.setTracingContextStorage(storage.inner);
    };
  }

  #makeProcessor(): AgentsTraceProcessor {
    const recorder = this.#recorder;
    return {
      onTraceStart: async (trace) => void quietly(() => recorder.traceStarted(trace)),
      onTraceEnd: async (trace) => void quietly(() => recorder.traceEnded(trace)),
      onSpanStart: async (span) => void quietly(() => recorder.enter(span)),
      onSpanEnd: async (span) => void quietly(() => recorder.spanEnded(span)),
      // Also what `setTraceProcessors` does with the processors that it removes.
      shutdown: async () => {
        this.stop();
        quietly(() => recorder.removed());
      },
      forceFlush: async () => {},
    };
  }
}
