import { hookPackage, type PackageHook } from 'module-hook';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Scope } from '../../base/scope';

/** Property of a request that Next.js handles. */
const kHandledByNext = Symbol.for('NextInternalRequestMeta');

const kFirstRedirection = 300;

/** Paths that the development server of Next.js answers, which sets no mark. */
const kPathOfNext = /\/_next\/|\/__nextjs/;

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
    if (kHandledByNext in request || !response.writableFinished) return;
    // Without the mark, Node itself answers bad requests with errors, and Next.js 13 to 15 redirect to a locale or to a path
    // with single slashes.
    if (response.statusCode >= kFirstRedirection || kPathOfNext.test(request.url ?? '')) return;
    this.#others.add(server);
  }
}
