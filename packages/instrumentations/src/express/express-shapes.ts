/** The parts of Express 4 and 5, and of its router, that are used here. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface ExpressRequest extends IncomingMessage {
  /** The URL as it was received. */
  originalUrl?: string;
  /** The route that matched last. */
  route?: unknown;
}

export type ExpressResponse = ServerResponse;

export type Next = (error?: unknown) => unknown;

export type Handler = (
  this: unknown,
  request: ExpressRequest,
  response: ExpressResponse,
  next: Next,
) => unknown;

/** One entry of a router: a middleware, a router, or a route with its handlers. */
export interface Layer {
  name: string;
  handle: Handler & { readonly stack?: readonly Layer[] };
  /** Set for a route. */
  readonly route?: { readonly path?: unknown } | undefined;
  /** The path that the layer was added with, since router 2.3. */
  readonly rawPath?: unknown;
  /** True for a path that matches everything: Express 5, then Express 4. */
  readonly slash?: boolean;
  readonly regexp?: { readonly fast_slash?: boolean };
}

/** A method that adds layers. */
export type AddLayers = (this: Router, ...args: unknown[]) => unknown;

/** A router, or the prototype of all. */
export interface Router {
  readonly stack: readonly Layer[];
  route: AddLayers;
  use: AddLayers;
}

/** An application. Express 5 has its router as `router`, Express 4 as `_router` behind the first layer. */
export interface Application {
  readonly router?: Router;
  readonly _router?: Router;
  use: AddLayers;
  route: AddLayers;
  handle: (...args: unknown[]) => unknown;
  /** Express 4 only. */
  lazyrouter?: () => unknown;
}

/** What `require('express')` returns. */
export interface ExpressModule {
  readonly application: Application;
  /** A class in Express 5. In Express 4, a function whose properties routers inherit. */
  readonly Router: Router & { readonly prototype?: Partial<Router> };
}

/** The object from which routers have `use` and `route`. */
export function routerPrototype({ Router: router }: ExpressModule): Router {
  return typeof router.prototype?.route === 'function' ? (router.prototype as Router) : router;
}
