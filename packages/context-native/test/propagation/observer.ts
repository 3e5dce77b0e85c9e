import { createContextKey, ROOT_CONTEXT, type ContextManager } from '@opentelemetry/api';
import { AsyncLocalStorage } from 'node:async_hooks';

const key = createContextKey('name');

/**
 * Does the same with a context manager and with a storage of Node beside it, and writes down what both say. What the storage
 * says is right by definition; whoever is entered first alternates, so that each is seen above and below the other.
 */
export class Observer {
  readonly lines: string[] = [];
  readonly manager: ContextManager;
  readonly #storage = new AsyncLocalStorage<string>();
  #entered = 0;

  constructor(manager: ContextManager) {
    this.manager = manager;
  }

  with<T>(name: string, fn: () => T): T {
    const context = ROOT_CONTEXT.setValue(key, name);
    return this.#entered++ % 2 === 0
      ? this.manager.with(context, () => this.#storage.run(name, fn))
      : this.#storage.run(name, () => this.manager.with(context, fn));
  }

  /** Only in the context manager. */
  bind<T>(name: string, target: T): T {
    return this.manager.bind(ROOT_CONTEXT.setValue(key, name), target);
  }

  /** What the manager says is active. */
  get active(): string {
    return String(this.manager.active().getValue(key) ?? 'none');
  }

  /** Notes what is active here, by both. */
  readonly see = (place: string): void => {
    this.lines.push(`${place}: ${this.active} ${this.#storage.getStore() ?? 'none'}`);
  };
}

/** Does something asynchronous under an observer and resolves when all of it was seen. */
export type Scenario = (observer: Observer) => void | Promise<void>;
export type Scenarios = Record<string, Scenario>;

/** Resolves when `done` was called as often. */
export function calls(count: number): { done: () => void; all: Promise<void> } {
  let left = count;
  let resolve: () => void;
  const all = new Promise<void>((resolved) => (resolve = resolved));
  return { done: () => --left === 0 && resolve(), all };
}
