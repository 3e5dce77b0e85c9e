import { hookPackage, type PackageHook } from 'module-hook';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Scope } from '../../base/scope';
import { kFirstClientError } from '../status';

/** Property of a request that Next.js handles. */
const kHandledByNext = Symbol.for('NextInternalRequestMeta');

/**
 * Knows the servers of Next.js, which makes a server span itself for each request that it renders. Next.js is there when
 * that is loaded which passes requests on to it. From then on, each server counts as one of Next.js until it answers a request without it: an
 * application may have other servers, or answer some requests before Next.js.
 *
 * Rejected: to look for Next's mark when a request ends, as its span has been made by then.
 */
export class NextServers {
  readonly #scope: Scope;
  readonly #others = new WeakSet();
  #hook: PackageHook | undefined;
  #isLoaded = false;
  #isReported = false;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  start(): void {
    this.#hook = hookPackage({
      name: 'next',
      file: 'dist/server/lib/router-server.js',
      atLeast: '13.4.0',
      below: '100.0.0',
      patch: () => void (this.#isLoaded = true),
    });
  }

  stop(): void {
    this.#hook?.disable();
  }

  /** Whether Next.js makes the spans of a server. */
  includes(server: object): boolean {
    if (!this.#isLoaded || this.#others.has(server)) return false;
    if (!this.#isReported) {
      this.#isReported = true;
      this.#scope.warn('Next.js makes spans of its requests: this one measures them only');
    }
    return true;
  }

  /** Looks at a request that was answered: one that Next.js has not seen shows that the server is not its own. */
  learn(server: object, request: IncomingMessage, response: ServerResponse): void {
    // Node itself answers bad requests with errors.
    const isAnswered = response.writableFinished && response.statusCode < kFirstClientError;
    if (isAnswered && !(kHandledByNext in request)) this.#others.add(server);
  }
}
