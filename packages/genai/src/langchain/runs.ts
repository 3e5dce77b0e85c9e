import { context as contextApi, type Context } from '@opentelemetry/api';
import type { CallResult, GenAiCall } from '../calls/gen-ai-call';
import type { TokenUsage } from '../operations/usage';
import { callOf, type EnclosingCall } from '../telemetry/enclosing-call';

/** A graph or an agent that runs. */
export interface GraphRun {
  /** The name that `createAgent` gave the agent. */
  readonly agentName: unknown;
  readonly isAgent: boolean;
  /** The tokens of the calls of models that it made itself. */
  readonly usage: { inputTokens: number; outputTokens: number; isKnown: boolean };
}

/** A run of LangChain that is recorded, or that is inside of one that is. */
export interface Run {
  /** The call of the run itself, or of the nearest run around it that has one. */
  readonly call: GenAiCall<CallResult>;
  readonly isOwn: boolean;
  readonly graph: GraphRun | undefined;
  /** Whether the answer has come in chunks. */
  isStream?: boolean;
}

/** Runs that were told to start, and not to end. More are given up, the oldest first. */
const kMaxOpen = 10_000;

/** The runs that go on, by their ids. */
export class Runs {
  readonly #open = new Map<string, Run>();
  /**
   * LangChain does not tell of the end of a stream that its reader leaves. It holds the metadata of a run as long as the run can go on.
   */
  readonly #dropped = new FinalizationRegistry<string>((runId) => this.#giveUp(runId));

  get(runId: string | undefined): Run | undefined {
    return runId === undefined ? undefined : this.#open.get(runId);
  }

  add(runId: string, run: Run, metadata: unknown): void {
    this.#open.set(runId, run);
    if (typeof metadata === 'object' && metadata !== null) this.#dropped.register(metadata, runId);
    if (this.#open.size <= kMaxOpen) return;
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.#giveUp(oldest);
  }

  /** Returns the run that ends, if it has a call of its own. */
  take(runId: string): Run | undefined {
    const run = this.#open.get(runId);
    this.#open.delete(runId);
    return run?.isOwn === true ? run : undefined;
  }

  /** Returns the context of a run; undefined if the active one is inside of it already, or nobody knows it. */
  contextOf(runId: string | undefined): Context | undefined {
    const call = this.get(runId)?.call;
    if (call === undefined || isInside(contextApi.active(), call)) return undefined;
    return call.context;
  }

  #giveUp(runId: string): void {
    this.take(runId)?.call.abandon();
  }
}

function isInside(active: Context, call: GenAiCall<CallResult>): boolean {
  let around: EnclosingCall | undefined = callOf(active);
  // What has ended may still be active where LangChain goes on after it.
  if (around?.isEnded === true) return false;
  while (around !== undefined) {
    if ((around as unknown) === call) return true;
    around = around.enclosing;
  }
  return false;
}

export function addUsage(graph: GraphRun | undefined, usage: TokenUsage | undefined): void {
  if (graph === undefined || usage === undefined) return;
  const { inputTokens, outputTokens } = usage;
  if (Number.isSafeInteger(inputTokens)) graph.usage.inputTokens += inputTokens as number;
  if (Number.isSafeInteger(outputTokens)) graph.usage.outputTokens += outputTokens as number;
  graph.usage.isKnown = true;
}
