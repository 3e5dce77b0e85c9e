import { hookPackage, type PackageHook } from 'module-hook';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Scope } from '../../base/scope';

/** Property of a request that Next.js handles. */
const kHandledByNext = Symbol.for('NextInternalRequestMeta');

const kFirstRedirection = 300;

/** Paths that the development server of Next.js answers, which sets no mark. */
const kPathOfNext = /\/_next\/|\/__nextjs/;

/** The listener of the server that Next.js makes itself, from 13.5 on: its name, and a variable that it waits for. */
const kListener = 'requestListener';
const kAwaited = 'handlersPromise';

/** Set by Next.js, from 14 on, once a server that it made itself listens. */
const kOrigin = '__NEXT_PRIVATE_ORIGIN';

/** Who makes the spans of requests to a server. `unknown`: each request shows it when it was answered. */
export type ServerKind = 'next' | 'other' | 'unknown';

/**
 * Knows the servers of Next.js, which makes a server span itself for each request that it renders. Next.js is there when that
 * is loaded which passes requests on to it. A server that Next.js made shows it by its listener, and then no other server
 * passes requests to Next.js. Without one, the application has a server of its own that does. Each of its servers is unknown
 * until it answers a request itself.
 *
 * Rejected: to look for Next's mark only when a request ends, as its span has been made by then.
 */
export class NextServers {
  readonly #scope: Scope;
  readonly #own = new WeakSet();
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

  kindOf(server: Server): ServerKind {
    if (!this.#isLoaded || this.#others.has(server)) return 'other';
    if (this.#own.has(server)) return 'next';
    if (isMadeByNext(server)) {
      this.#own.add(server);
      this.#report();
      return 'next';
    }
    if (process.env[kOrigin] === undefined) return 'unknown';
    this.#others.add(server);
    return 'other';
  }

  /** Whether Next.js has handled a request, and makes its span. */
  hasHandled(request: IncomingMessage): boolean {
    if (!(kHandledByNext in request)) return false;
    this.#report();
    return true;
  }

  /** Looks at a request that was answered: a success without Next.js shows that the server is not its own. */
  learn(server: Server, request: IncomingMessage, response: ServerResponse): void {
    if (kHandledByNext in request || !response.writableFinished) return;
    // Without the mark, Node itself answers bad requests with errors, and Next.js 13 to 15 redirect to a locale or to a path
    // with single slashes.
    if (response.statusCode >= kFirstRedirection || kPathOfNext.test(request.url ?? '')) return;
    this.#others.add(server);
  }

  #report(): void {
    if (this.#isReported) return;
    this.#isReported = true;
    this.#scope.warn('Next.js makes spans of its requests: this one measures them only');
  }
}

function isMadeByNext(server: Server): boolean {
  return server
    .listeners('request')
    .some(
      (listener) =>
        listener.name === kListener &&
        Function.prototype.toString.call(listener).includes(kAwaited),
    );
}
