import { context as contextApi, type Context } from '@opentelemetry/api';
import { CallScope } from '../calls/call-scope';
import type { CallOptions, CallResult, GenAiCall } from '../calls/gen-ai-call';
import { idleCall } from '../calls/idle-call';
import { JoinedCall } from '../calls/joined-call';
import type { Operation } from '../calls/operation';
import { RecordedCall } from '../calls/recorded-call';
import { runCall } from '../calls/run-call';
import { readScopeOptions, type GenAiScopeOptions } from '../settings/gen-ai-options';
import { openCallOf } from '../telemetry/enclosing-call';
import { quietly } from '../telemetry/quietly';
import {
  createAgent,
  localAgent,
  plan,
  remoteAgent,
  workflow,
  type AgentOptions,
  type AgentResult,
  type CreateAgentOptions,
  type CreateAgentResult,
  type PlanOptions,
  type WorkflowOptions,
} from './agent';
import { embeddings, type EmbeddingsOptions, type EmbeddingsResult } from './embeddings';
import { EvaluationCall, type EvaluationOptions, type EvaluationResult } from './evaluation';
import {
  fetchResponse,
  type FetchResponseOptions,
  type FetchResponseResult,
} from './fetch-response';
import { inference, type InferenceOptions, type InferenceResult } from './inference';
import { memory, type MemoryOptions, type MemoryResult } from './memory';
import { optionOf } from './request';
import { retrieval, type RetrievalOptions, type RetrievalResult } from './retrieval';
import { tool, type ToolOptions, type ToolResult } from './tool';

/** Records one kind of call. */
export interface Recorder<Options, Result> {
  /**
   * Runs `fn` in a call, and returns what `fn` returned. The call ends when that settles, with an error if it fails, or with the stream
   * that `fn` passed to `call.stream()`. The caller receives every value and error unchanged.
   */
  <Returned>(options: Options, fn: (call: GenAiCall<Result>) => Returned): Returned;
  /** Starts a call, which the caller ends with `end()` or `fail()`. */
  start(options: Options): GenAiCall<Result>;
}

/** Records the calls of one library or application. */
export interface GenAi {
  /** Whether the options ask for content at all. `capturesContent` of a call also knows whether anybody records it. */
  readonly capturesContent: boolean;
  /** A call of a model. */
  readonly inference: Recorder<InferenceOptions, InferenceResult>;
  /** A call of an embeddings model. */
  readonly embeddings: Recorder<EmbeddingsOptions, EmbeddingsResult>;
  /** A search for documents. */
  readonly retrieval: Recorder<RetrievalOptions, RetrievalResult>;
  /** A request for an answer that the provider has stored. */
  readonly fetchResponse: Recorder<FetchResponseOptions, FetchResponseResult>;
  /** Work with the memory of an agent. */
  readonly memory: Recorder<MemoryOptions, MemoryResult>;
  /** The creation of an agent at a service. */
  readonly createAgent: Recorder<CreateAgentOptions, CreateAgentResult>;
  /** The invocation of an agent. */
  readonly agent: Recorder<AgentOptions, AgentResult>;
  /** The invocation of a workflow. */
  readonly workflow: Recorder<WorkflowOptions, AgentResult>;
  /** A step in which an agent decides what to do. */
  readonly plan: Recorder<PlanOptions, CallResult>;
  /** The execution of a tool. */
  readonly tool: Recorder<ToolOptions, ToolResult>;
  /** The evaluation of an answer, which becomes an event. */
  readonly evaluation: Recorder<EvaluationOptions, EvaluationResult>;
}

/**
 * Returns recorders with an instrumentation scope and options of their own, for a library that calls models. They may be kept, and used before
 * an SDK is registered. Applications use those that this package exports.
 *
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option
 */
export function createGenAi(options: GenAiScopeOptions = {}): GenAi {
  return recordersOf(new CallScope(readScopeOptions(options)));
}

export function recordersOf(scope: CallScope): GenAi {
  const recorderOf = <Options extends CallOptions, Result>(operation: Operation) =>
    recorder<Options, Result>(
      scope,
      // The operation's tables read the fields of this result.
      (given) => startCall(operation, scope, given) as GenAiCall<Result>,
    );
  return {
    get capturesContent() {
      return scope.settings.current.content.mode !== 'NO_CONTENT';
    },
    inference: recorderOf<InferenceOptions, InferenceResult>(inference),
    embeddings: recorderOf<EmbeddingsOptions, EmbeddingsResult>(embeddings),
    retrieval: recorderOf<RetrievalOptions, RetrievalResult>(retrieval),
    fetchResponse: recorderOf<FetchResponseOptions, FetchResponseResult>(fetchResponse),
    memory: recorderOf<MemoryOptions, MemoryResult>(memory),
    createAgent: recorderOf<CreateAgentOptions, CreateAgentResult>(createAgent),
    agent: recorder(scope, (given: AgentOptions) => {
      const isRemote = optionOf(given, 'isRemote') === true;
      return startCall(isRemote ? remoteAgent : localAgent, scope, given);
    }),
    workflow: recorderOf<WorkflowOptions, AgentResult>(workflow),
    plan: recorderOf<PlanOptions, CallResult>(plan),
    tool: recorderOf<ToolOptions, ToolResult>(tool),
    evaluation: recorder(scope, (given: EvaluationOptions) => new EvaluationCall(scope, given)),
  };
}

function recorder<Options extends object, Result>(
  scope: CallScope,
  startNow: (options: Options) => GenAiCall<Result>,
): Recorder<Options, Result> {
  const start = (options: Options): GenAiCall<Result> =>
    scope.providers.isIdle ? idleCall : (quietly(() => startNow(options)) ?? idleCall);
  const record = <Returned>(options: Options, fn: (call: GenAiCall<Result>) => Returned) =>
    scope.providers.isIdle ? fn(idleCall) : runCall(start(options), fn);
  return Object.assign(record, { start });
}

function startCall(
  operation: Operation,
  scope: CallScope,
  options: CallOptions,
): GenAiCall<CallResult> {
  if (operation.joinsOuter === true) {
    const parent: Context = options.context ?? contextApi.active();
    const outer = openCallOf(parent, operation.kind);
    if (outer !== undefined) return new JoinedCall(outer, options);
  }
  return new RecordedCall(operation, scope, options);
}
