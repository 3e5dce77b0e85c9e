import type { Agent, ClientRequest, RequestOptions } from 'node:http';
import type { Scope } from '../../base/scope';
import { HttpLoad } from './http-load';

/** Called while an agent finds a connection for a new request. `connect` does that. */
export type RequestListener = (
  request: ClientRequest,
  options: RequestOptions,
  connect: () => void,
) => void;

interface PatchedAgent extends Agent {
  addRequest(request: ClientRequest, ...args: unknown[]): void;
}

/**
 * Replaces `http.Agent.prototype.addRequest`, the one patch of this package for HTTP. The diagnostics channel of a new
 * request comes after the agent has begun to connect, and its message lacks the options of the request. So without the patch
 *
 * - spans of DNS and TCP were no children of the request's span,
 * - the port was unknown where the application sets a Host header of its own,
 * - hooks did not get the options that the application passed.
 *
 * The agent of `https` inherits the method. The requests of agents that do not are recorded through the channel. The method
 * is replaced as soon as something else loads `node:http`.
 */
export class AgentPatch {
  readonly #listener: RequestListener;
  readonly #load: HttpLoad;
  #undo: (() => void) | undefined;

  constructor(scope: Scope, listener: RequestListener) {
    this.#listener = listener;
    this.#load = new HttpLoad(scope, () => this.#replace());
  }

  apply(): void {
    this.#load.wait();
  }

  /** To be called for a request, which shows that `node:http` is loaded. */
  ensure(): void {
    this.#load.look();
  }

  undo(): void {
    this.#load.stop();
    this.#undo?.();
    this.#undo = undefined;
  }

  #replace(): void {
    const { prototype } = process.getBuiltinModule('http').Agent as unknown as {
      prototype: PatchedAgent;
    };
    const original = prototype.addRequest;
    let listener: RequestListener | undefined = this.#listener;
    const patched = function addRequest(
      this: Agent,
      request: ClientRequest,
      options: unknown,
      ...rest: unknown[]
    ): void {
      // Older callers pass the host in place of the options.
      if (listener === undefined || typeof options !== 'object' || options === null) {
        original.call(this, request, options, ...rest);
        return;
      }
      listener(request, options, () => original.call(this, request, options, ...rest));
    };
    prototype.addRequest = patched;
    this.#undo = () => {
      listener = undefined;
      // Another patch on top keeps calling this one, which then only passes on.
      if (prototype.addRequest === patched) prototype.addRequest = original;
    };
  }
}
