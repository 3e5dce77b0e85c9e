import type { Context, ContextManagementToken } from '@opentelemetry/api';

/** Undoes one `attach`, once, whatever was attached in between. */
export class Attachment implements ContextManagementToken {
  readonly #enter: (context: Context) => void;
  readonly #previous: Context;
  #disposed = false;

  constructor(enter: (context: Context) => void, previous: Context) {
    this.#enter = enter;
    this.#previous = previous;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#enter(this.#previous);
  }
}
