import type { Context, ContextManagementToken } from '@opentelemetry/api';
import type { AsyncLocalStorage } from 'node:async_hooks';

/** Undoes one `attach`, once, whatever was attached in between. */
export class Attachment implements ContextManagementToken {
  readonly #storage: AsyncLocalStorage<Context>;
  readonly #previous: Context;
  #disposed = false;

  constructor(storage: AsyncLocalStorage<Context>, previous: Context) {
    this.#storage = storage;
    this.#previous = previous;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#storage.enterWith(this.#previous);
  }
}
