import type { Scope } from './scope';

/**
 * Runs the hooks of an instrumentation of clients. A request that a hook makes must not be recorded: its hooks would make requests too,
 * without end.
 */
export class ClientHooks {
  readonly #scope: Scope;
  #isRunning = false;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Whether a hook runs now: what is requested meanwhile, it requests. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  run<Result>(name: string, hook: () => Result): Result | undefined {
    this.#isRunning = true;
    try {
      return this.#scope.runHook(name, hook);
    } finally {
      this.#isRunning = false;
    }
  }
}
