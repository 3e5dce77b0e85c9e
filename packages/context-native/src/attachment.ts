import type { Context, ContextManagementToken } from '@opentelemetry/api';

/** Undoes one `attach`: restores the context before it, even if others were attached in between. Works once. */
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
