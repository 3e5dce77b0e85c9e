import { context, createContextKey, type Context } from '@opentelemetry/api';
import { membersOf } from '../clients/members';
import { quietly } from '../telemetry/quietly';
import { runInside } from '../telemetry/run-inside';

/** The methods of a context storage that the Agents SDK calls. */
export interface TracingStorage {
  run<Result>(store: unknown, callback: () => Result): Result;
  getStore(): unknown;
  enterWith(store: unknown): void;
}

/** What learns of the contexts of the Agents SDK. */
export interface ContextListener {
  /** Returns the context of a span of the SDK; undefined to leave the current one. */
  contextOf(span: unknown): Context | undefined;
  /** Whether a trace goes on already. */
  hasTrace(traceId: string): boolean;
  /** The function of a trace has thrown. */
  traceFailed(traceId: string, error: unknown): void;
}

/** Makes each attached context a new one, so that every context manager restores it. */
const kRun = createContextKey('otel-native genai openai-agents run');

/**
 * A storage around that of the Agents SDK, which also makes the span active that the SDK enters. What it attaches ends with the `run` around
 * it, and stays out of the application.
 */
export class ObservedStorage implements TracingStorage {
  readonly inner: TracingStorage;
  readonly #listener: ContextListener;

  constructor(inner: TracingStorage, listener: ContextListener) {
    this.inner = inner;
    this.#listener = listener;
  }

  run<Result>(store: unknown, callback: () => Result): Result {
    const started = quietly(() => this.#startedTrace(store));
    const entered = quietly(() => this.#contextFor(store)) ?? context.active();
    const result = runInside(
      (run) => context.with(entered.setValue(kRun, true), run),
      () => this.inner.run(store, callback),
    );
    if (started !== undefined) quietly(() => this.#watch(started, result));
    return result;
  }

  getStore(): unknown {
    return this.inner.getStore();
  }

  enterWith(store: unknown): void {
    this.inner.enterWith(store);
    quietly(() => {
      const entered = this.#contextFor(store);
      if (entered !== undefined) context.attach(entered);
    });
  }

  #contextFor(store: unknown): Context | undefined {
    const { span } = membersOf(store);
    return span === undefined ? undefined : this.#listener.contextOf(span);
  }

  /** Returns the id of the trace that starts with this context. Contexts of spans have a copy of their trace. */
  #startedTrace(store: unknown): string | undefined {
    const { traceId } = membersOf(membersOf(store)['trace']);
    return typeof traceId === 'string' && !this.#listener.hasTrace(traceId) ? traceId : undefined;
  }

  /** The SDK awaits the same promise, so an error that nobody handles is still seen. */
  #watch(traceId: string, result: unknown): void {
    if (!(result instanceof Promise)) return;
    result.then(undefined, (error: unknown) =>
      quietly(() => this.#listener.traceFailed(traceId, error)),
    );
  }
}
