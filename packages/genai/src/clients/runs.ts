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

/** The runs that go on, by the ids that the framework gives them. */
export class Runs<Run extends OpenRun> {
  readonly #open = new Map<string, Run>();
  readonly #dropped = new FinalizationRegistry<string>((id) => this.#giveUp(id));

  get(id: string | null | undefined): Run | undefined {
    return typeof id === 'string' ? this.#open.get(id) : undefined;
  }

  /** @param holder what the framework holds as long as the run can go on: frameworks do not tell of every end */
  add(id: string, run: Run, holder?: unknown): void {
    this.#open.set(id, run);
    if (typeof holder === 'object' && holder !== null) this.#dropped.register(holder, id);
    if (this.#open.size <= kMaxOpen) return;
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.#giveUp(oldest);
  }

  /** Returns the run that ends, if it has a call of its own. */
  take(id: string): Run | undefined {
    const run = this.#open.get(id);
    this.#open.delete(id);
    return run?.isOwn === true ? run : undefined;
  }

  /** Returns the context of a run; undefined if the active one is inside of it already, or nobody knows it. */
  contextOf(id: string | null | undefined): Context | undefined {
    const call = this.get(id)?.call;
    if (call === undefined || isInside(contextApi.active(), call)) return undefined;
    return call.context;
  }

  #giveUp(id: string): void {
    this.take(id)?.call.abandon();
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
