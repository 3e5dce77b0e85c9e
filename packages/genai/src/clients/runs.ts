import { context as contextApi, type Context } from '@opentelemetry/api';
import type { CallResult, GenAiCall } from '../calls/gen-ai-call';
import { callOf, type EnclosingCall } from '../telemetry/enclosing-call';

/** A run of a framework that is recorded, or that is inside of one that is. */
export interface OpenRun {
  /** The call of the run itself, or of the nearest run around it that has one. */
  readonly call: GenAiCall<CallResult>;
  readonly isOwn: boolean;
}

/** Runs that were told to start, and not to end. More are given up, the oldest first. */
const kMaxOpen = 10_000;

/** What stays of a run whose holder was collected. */
interface Held<Run> {
  readonly id: string;
  readonly run: Run;
}

/** The runs that go on, by the ids that the framework gives them. */
export class Runs<Run extends OpenRun> {
  readonly #open = new Map<string, Run>();
  readonly #dropped = new FinalizationRegistry<Held<Run>>(({ id, run }) => this.#giveUp(id, run));

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  get(id: string | null | undefined): Run | undefined {
    return typeof id === 'string' ? this.#open.get(id) : undefined;
  }

  /** @param holder what the framework holds as long as the run can go on: frameworks do not tell of every end */
  add(id: string, run: Run, holder?: unknown): void {
    // Applications may give several runs of LangChain one id.
    const before = this.#open.get(id);
    if (before !== undefined) this.#giveUp(id, before);
    this.#open.set(id, run);
    if (typeof holder === 'object' && holder !== null) {
      this.#dropped.register(holder, { id, run }, run);
    }
    if (this.#open.size <= kMaxOpen) return;
    for (const [oldestId, oldest] of this.#open) return this.#giveUp(oldestId, oldest);
  }

  /** Returns the run that ends, if it has a call of its own. */
  take(id: string): Run | undefined {
    const run = this.#open.get(id);
    if (run === undefined) return undefined;
    this.#open.delete(id);
    this.#dropped.unregister(run);
    return run.isOwn ? run : undefined;
  }

  /** Gives up all runs: nobody will tell of their ends. */
  giveUpAll(): void {
    for (const [id, run] of this.#open) this.#giveUp(id, run);
  }

  /** Returns the context of a run; undefined if the active one is inside of it already, or nobody knows it. */
  contextOf(id: string | null | undefined): Context | undefined {
    const call = this.get(id)?.call;
    if (call === undefined || isInside(contextApi.active(), call)) return undefined;
    return call.context;
  }

  /** Another run may have the id by now. */
  #giveUp(id: string, run: Run): void {
    if (this.#open.get(id) === run) this.take(id)?.call.abandon();
  }
}

function isInside(active: Context, call: GenAiCall<CallResult>): boolean {
  let around: EnclosingCall | undefined = callOf(active);
  // What has ended may still be active where the framework goes on after it.
  if (around?.isEnded === true) return false;
  while (around !== undefined) {
    if ((around as unknown) === call) return true;
    around = around.enclosing;
  }
  return false;
}
