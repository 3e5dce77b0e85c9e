import type * as http from 'node:http';
import type { Scope } from '../base/scope';
import { OfficialWrapper } from '../base/official-wrapper';

type Module = 'http' | 'https';

/** Looks into a module for what the official instrumentation replaces. */
export interface Replaced {
  /** What does not record then, in a message. */
  readonly side: 'servers' | 'clients';
  /** Names of the functions that the official instrumentation makes. */
  readonly names: readonly string[];
  /** Returns the function that it replaces, or that which it made. */
  readonly find: (module: typeof http) => unknown;
}

/** Knows whether the official instrumentation records one side of HTTP, and reports it once. */
export class OfficialHttp {
  readonly #scope: Scope;
  readonly #replaced: Replaced;
  readonly #modules: Partial<Record<Module, typeof http>> = {};
  readonly #wrappers: Readonly<Record<Module, OfficialWrapper>>;
  #isReported = false;

  constructor(scope: Scope, replaced: Replaced) {
    this.#scope = scope;
    this.#replaced = replaced;
    this.#wrappers = {
      http: new OfficialWrapper(replaced.names),
      https: new OfficialWrapper(replaced.names),
    };
  }

  isActive(name: Module): boolean {
    const module = (this.#modules[name] ??= process.getBuiltinModule(name) as never);
    const isActive = this.#wrappers[name].isIn(this.#replaced.find(module!));
    if (isActive && !this.#isReported) {
      this.#isReported = true;
      this.#scope.warn(
        `@opentelemetry/instrumentation-http is active for ${this.#replaced.side}: it records, and this one not`,
      );
    }
    return isActive;
  }
}
