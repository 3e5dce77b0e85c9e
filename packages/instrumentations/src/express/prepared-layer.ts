import type { SpanOptions } from '@opentelemetry/api';
import type { ExpressLayerType } from './express-options';
import type { Layer } from './express-shapes';
import type { RoutePath } from './route-path';

/** What a layer's spans have in common, for requests that came on one path. */
export interface LayerPlan {
  readonly type: ExpressLayerType;
  readonly path: RoutePath;
  readonly name: string;
  /** Options of spans without `http.route`. SDKs copy attributes, so requests share them. */
  readonly options: SpanOptions;
  /** Options of spans with `http.route`. */
  readonly routed: SpanOptions;
  /** Names a router: the first path that is registered below it. */
  readonly firstPath: string | undefined;
}

/** A layer, prepared when it was added: names and attributes are computed once for each path that leads to it. */
export class PreparedLayer {
  readonly original: Layer['handle'];
  readonly #layer: Layer;
  readonly #path: string | undefined;
  readonly #type: ExpressLayerType;
  #lastBefore: RoutePath | undefined;
  #lastPlan: LayerPlan | undefined;
  /** A router may be mounted in several places. Weak: applications add and forget routers while they run. */
  readonly #plans = new WeakMap<RoutePath, LayerPlan>();

  constructor(layer: Layer, path: string | undefined) {
    this.original = layer.handle;
    this.#layer = layer;
    this.#path = path;
    this.#type = typeOf(layer);
  }

  planFor(before: RoutePath): LayerPlan {
    const firstPath = this.#type === 'router' ? firstPathBelow(this.original) : undefined;
    if (before === this.#lastBefore && this.#lastPlan!.firstPath === firstPath)
      return this.#lastPlan!;
    let plan = this.#plans.get(before);
    if (plan?.firstPath !== firstPath || plan === undefined) {
      plan = this.#plan(before, firstPath);
      this.#plans.set(before, plan);
    }
    this.#lastBefore = before;
    this.#lastPlan = plan;
    return plan;
  }

  #plan(before: RoutePath, firstPath: string | undefined): LayerPlan {
    const type = this.#type;
    const path = this.#path === undefined ? before : before.below(this.#path);
    const name = this.#nameOn(path, firstPath);
    const attributes = { 'express.name': name ?? kSpanNames[type], 'express.type': type };
    const { route } = path;
    return {
      type,
      path,
      name: name === undefined ? kSpanNames[type] : `${kSpanNames[type]} - ${name}`,
      options: { attributes },
      routed: {
        attributes: { ...(route !== undefined && { 'http.route': route }), ...attributes },
      },
      firstPath,
    };
  }

  #nameOn({ joined }: RoutePath, firstPath: string | undefined): string | undefined {
    switch (this.#type) {
      case 'router':
        return firstPath || this.#path || joined || '/';
      case 'request_handler':
        // Undefined for a middleware without a path that is called `handle`, as the functions of routes are.
        return joined || this.#path;
      case 'middleware':
        return this.#layer.name;
    }
  }
}

const kSpanNames = {
  router: 'router',
  middleware: 'middleware',
  request_handler: 'request handler',
} as const satisfies Record<ExpressLayerType, string>;

/** Routers are called `router`, the functions that run a route `bound dispatch` in Express 4 and `handle` in Express 5. */
function typeOf({ name }: Layer): ExpressLayerType {
  if (name === 'router') return 'router';
  return name === 'bound dispatch' || name === 'handle' ? 'request_handler' : 'middleware';
}

/** A router that holds itself must not hold us. */
const kMaxDepth = 32;

/** Returns the path of the first route below a router, which may come later than the router. */
function firstPathBelow(router: Layer['handle']): string | undefined {
  let handle: Layer['handle'] | undefined = router;
  for (let depth = 0; depth < kMaxDepth; depth++) {
    const first: Layer | undefined = handle?.stack?.[0];
    const path = first?.route?.path;
    if (path) return typeof path === 'string' ? path : String(path);
    handle = first?.handle;
  }
  return undefined;
}
