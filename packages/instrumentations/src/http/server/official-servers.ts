import { context } from '@opentelemetry/api';
import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { rpcMetadataOf } from '../../base/context-keys';
import { OfficialWrapper, type OfficialFunctions } from '../../base/official-wrapper';
import type { Scope } from '../../base/scope';
import { ServerCall } from './server-call';

const kOfficial = '@opentelemetry/instrumentation-http';

const kFunctions: OfficialFunctions = {
  names: ['incomingRequest'],
  properties: ['ignoreIncomingRequestHook'],
};

/** The method of Node, which servers inherit. */
const kPlainEmit: unknown = EventEmitter.prototype.emit;

/**
 * Knows whether the official instrumentation records the requests to a server, and reports it once. It replaces
 * `emit`, with which a server announces requests. Servers of HTTP/2 have another `emit` than those of HTTP/1, so each request looks at
 * that of its own server.
 */
export class OfficialServers {
  readonly #scope: Scope;
  readonly #wrappers = new WeakMap<object, OfficialWrapper>();
  /** Functions of others that pass requests on to the official one. */
  readonly #covers = new WeakSet();
  #isReported = false;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** To be called before the server announces the request. */
  records(server: Server): boolean {
    if ((server.emit as unknown) === kPlainEmit) return false;
    return (this.#covers.has(server.emit) || this.#isInherited(server)) && this.#report();
  }

  /**
   * Gives up a call that another instrumentation of servers records too. A tool may cover the official function by one that
   * shows nothing of it: then only the first request shows that, by the metadata in the context in which listeners are added.
   * To be called before the response is bound to a context.
   */
  watch({ emit }: Server, call: ServerCall): void {
    if ((emit as unknown) === kPlainEmit) return;
    call.response.on('newListener', () => {
      const metadata = rpcMetadataOf(context.active());
      if (call.isEnded || metadata === undefined || metadata instanceof ServerCall) return;
      call.isEnded = true;
      this.#covers.add(emit);
      this.#report();
    });
  }

  /** A server or its class may have a method of its own, which calls the inherited one. */
  #isInherited(server: Server): boolean {
    let owner: object | null = server;
    for (
      ;
      owner !== null && owner !== EventEmitter.prototype;
      owner = Object.getPrototypeOf(owner)
    ) {
      if (Object.hasOwn(owner, 'emit') && this.#isReplaced(owner as Server)) return true;
    }
    return false;
  }

  #isReplaced(owner: Pick<Server, 'emit'>): boolean {
    let wrapper = this.#wrappers.get(owner);
    if (wrapper === undefined) {
      wrapper = new OfficialWrapper(kFunctions);
      this.#wrappers.set(owner, wrapper);
    }
    return wrapper.isIn(owner.emit);
  }

  #report(): true {
    if (!this.#isReported) {
      this.#isReported = true;
      this.#scope.warn(`${kOfficial} is active for servers: it records, and this one not`);
    }
    return true;
  }
}
