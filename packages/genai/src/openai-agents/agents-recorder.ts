import { context as contextApi, type Context } from '@opentelemetry/api';
import { membersOf, textOf, type Members } from '../clients/members';
import { Runs, type OpenRun } from '../clients/runs';
import { UsageSum } from '../clients/usage-sum';
import type { CallResult, GenAiCall } from '../calls/gen-ai-call';
import type { GenAi } from '../operations/gen-ai';
import type { InferenceResult } from '../operations/inference';
import { callOf } from '../telemetry/enclosing-call';
import { quietly } from '../telemetry/quietly';
import { generationResult, inputOf, requestOptions, responseResult } from './model-calls';
import { spanError } from './span-error';

/** A trace of the Agents SDK. */
export interface AgentsTrace {
  readonly traceId: string;
  readonly name?: string;
  readonly groupId?: string | null;
}

/** A span of the Agents SDK. Copies of it have its ids. */
export interface AgentsSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | null;
  readonly spanData: unknown;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
  readonly error?: unknown;
}

/** An agent that runs. */
interface AgentRun {
  readonly usage: UsageSum;
  answer?: InferenceResult['outputMessages'];
}

interface Run extends OpenRun {
  readonly agent: AgentRun | undefined;
}

/** A trace that goes on. */
interface OpenTrace {
  readonly conversationId: string | undefined;
  /** The context that it was started in. */
  readonly context: Context;
}

/** Traces that were told to start, and not to end. More are forgotten, the oldest first. */
const kMaxTraces = 10_000;

/** The name of traces that the application does not name. */
const kUnnamed = 'Agent workflow';
/** The id of what is not traced. */
const kNoop = 'no-op';

/** Records what the Agents SDK tells its processors of traces. */
export class AgentsRecorder {
  readonly #genAi: GenAi;
  readonly #provider: string;
  readonly #runs = new Runs<Run>();
  readonly #traces = new Map<string, OpenTrace>();
  /** What the copies of a span share. A copy does not learn that the span has ended. */
  readonly #ended = new WeakSet<object>();
  /** The traces of the calls that were recorded. */
  readonly #traceOf = new WeakMap<object, string>();
  isStopped = false;

  constructor(genAi: GenAi, provider: string) {
    this.#genAi = genAi;
    this.#provider = provider;
  }

  /** Copies of the library may share their traces, and tell of each one several times. */
  traceStarted({ traceId, name, groupId }: AgentsTrace): void {
    if (this.isStopped || traceId === kNoop || this.#traces.has(traceId)) return;
    const conversationId = groupId ?? undefined;
    this.#traces.set(traceId, { conversationId, context: contextApi.active() });
    if (this.#traces.size > kMaxTraces) {
      for (const oldest of this.#traces.keys()) return void this.#traces.delete(oldest);
    }
    if (name === kUnnamed || name === undefined) return;
    const call = this.#genAi.workflow.start({ name, conversationId });
    if (call.isRecording) this.#runs.add(traceId, { call, isOwn: true, agent: undefined });
  }

  hasTrace(traceId: string): boolean {
    return this.#traces.has(traceId);
  }

  traceEnded({ traceId }: AgentsTrace): void {
    this.#traces.delete(traceId);
    this.#runs.take(traceId)?.call.end();
  }

  /** The SDK does not tell of the end of a trace whose function throws. */
  traceFailed(traceId: string, error: unknown): void {
    this.#traces.delete(traceId);
    this.#runs.take(traceId)?.call.fail(error);
  }

  /** The SDK no longer reports when spans end, so the open ones are given up. */
  removed(): void {
    this.isStopped = true;
    this.#traces.clear();
    this.#runs.giveUpAll();
  }

  /** Starts the call of a span, if that has not been done. Returns the context of what the span does. */
  enter(span: AgentsSpan): Context | undefined {
    if (span.spanId === kNoop || this.isStopped) return undefined;
    if (this.#runs.get(span.spanId) === undefined) {
      // The SDK enters a span again when a span inside of it has ended.
      if (typeof span.endedAt === 'string') return undefined;
      if (this.#ended.has(membersOf(span.spanData))) return undefined;
      this.#start(span);
    }
    return this.#runs.contextOf(span.spanId);
  }

  spanEnded(span: AgentsSpan): void {
    const run = this.#runs.take(span.spanId);
    const data = membersOf(span.spanData);
    this.#ended.add(data);
    if (run === undefined) return;
    const result = quietly(() => this.#resultOf(data, run));
    const error = quietly(() => spanError(span.error));
    if (error === undefined) run.call.end(result);
    else run.call.fail(error, result);
  }

  #start(span: AgentsSpan): void {
    const parentId = this.#runs.get(span.parentId) === undefined ? span.traceId : span.parentId;
    const parent = this.#runs.get(parentId);
    const data = membersOf(span.spanData);
    const agent: AgentRun | undefined =
      data['type'] === 'agent' ? { usage: new UsageSum() } : parent?.agent;
    const call = this.#callOf(data, this.#contextIn(parentId, span.traceId), span.traceId);
    if (call?.isRecording === true) {
      // The SDK does not always end the span of an agent that waits for an approval.
      this.#runs.add(span.spanId, { call, isOwn: true, agent }, span.spanData);
      this.#traceOf.set(call, span.traceId);
    } else if (parent !== undefined) {
      // Nothing of the conventions, but a way to the span around it.
      this.#runs.add(span.spanId, { call: parent.call, isOwn: false, agent }, span.spanData);
    }
  }

  /** After a handoff, the agent before may still be active. The SDK knows better what is inside of what. */
  #contextIn(parentId: string | null, traceId: string): Context | undefined {
    const around = callOf(contextApi.active());
    const isLeft = around !== undefined && this.#traceOf.get(around) === traceId;
    if (!isLeft || this.#runs.get(parentId) !== undefined) return this.#runs.contextOf(parentId);
    return this.#traces.get(traceId)?.context;
  }

  #callOf(
    data: Members,
    context: Context | undefined,
    traceId: string,
  ): GenAiCall<CallResult> | undefined {
    const name = textOf(data['name']);
    switch (data['type']) {
      case 'agent': {
        const conversationId = this.#traces.get(traceId)?.conversationId;
        return this.#genAi.agent.start({ name, conversationId, context });
      }
      case 'generation':
      case 'response':
        return this.#genAi.inference.start({
          ...requestOptions(data),
          provider: this.#provider,
          context,
        });
      case 'function':
        return this.#genAi.tool.start({ name: name ?? '_OTHER', type: 'function', context });
      default:
        return undefined;
    }
  }

  #resultOf(data: Members, { call, agent }: Run): CallResult {
    switch (data['type']) {
      case 'agent': {
        const usage = agent?.usage.total;
        return {
          ...(usage !== undefined && { usage }),
          outputMessages: agent?.answer,
        } as CallResult;
      }
      case 'function':
        addLate(call, { arguments: () => data['input'] });
        return { result: () => data['output'] } as CallResult;
      default: {
        const isResponse = data['type'] === 'response';
        const result = isResponse ? responseResult(data) : generationResult(data);
        agent?.usage.add(result.usage);
        if (agent !== undefined && call.capturesContent) agent.answer = result.outputMessages;
        addLate(call, { ...requestOptions(data), inputMessages: () => inputOf(data) });
        return result;
      }
    }
  }
}

/** Adds options that are known at the end only, as an inner call of the same kind does. */
function addLate(call: GenAiCall<CallResult>, options: object): void {
  callOf(call.context)?.enrich(options, undefined);
}
