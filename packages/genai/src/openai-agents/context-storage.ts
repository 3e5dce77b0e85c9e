import { context, createContextKey, type Context } from '@opentelemetry/api';
import { AsyncLocalStorage } from 'node:async_hooks';
import { membersOf } from '../clients/members';
import { quietly } from '../telemetry/quietly';

/** The methods of a context storage that the Agents SDK calls. */
export interface TracingStorage {
  run<Result>(store: unknown, callback: () => Result): Result;
  getStore(): unknown;
  enterWith(store: unknown): void;
}

/** Makes each attached context a new one, so that every context manager restores it. */
const kRun = createContextKey('otel-native genai openai-agents run');

/**
 * The storage of the Agents SDK, which also makes the span active that the SDK enters. What it attaches ends with the `run` around it, and
 * stays out of the application.
 */
export class ObservedStorage implements TracingStorage {
  readonly #inner: TracingStorage = new AsyncLocalStorage<unknown>();
  readonly #contextOf: (span: unknown) => Context | undefined;

  /** @param contextOf returns the context of a span of the SDK; undefined to leave the current one */
  constructor(contextOf: (span: unknown) => Context | undefined) {
    this.#contextOf = contextOf;
  }

  run<Result>(store: unknown, callback: () => Result): Result {
    const entered = quietly(() => this.#contextFor(store)) ?? context.active();
    return context.with(entered.setValue(kRun, true), () => this.#inner.run(store, callback));
  }

  getStore(): unknown {
    return this.#inner.getStore();
  }

  enterWith(store: unknown): void {
    this.#inner.enterWith(store);
    quietly(() => {
      const entered = this.#contextFor(store);
      if (entered !== undefined) context.attach(entered);
    });
  }

  #contextFor(store: unknown): Context | undefined {
    const { span } = membersOf(store);
    return span === undefined ? undefined : this.#contextOf(span);
  }
}
