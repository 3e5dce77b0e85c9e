import type { Application, Layer, Router } from './express-shapes';
import { pathOfArguments } from './route-path';

/** What a function may lead to that creates the router: Express 5 creates it at its first use. */
const kUsesOfRouter = ['use', 'route', 'handle'] as const;

/**
 * Calls the listener with the router of an application: at once if the application has one, else as soon as it is created.
 * Creating it early would keep settings that the application changes later, such as `strict routing`.
 */
export function whenRouterExists(app: Application, listener: (router: Router) => void): void {
  if (app.lazyrouter === undefined) beforeFirstUse(app, () => listener(app.router!));
  else if (app._router !== undefined) listener(app._router);
  else afterLazyRouter(app, () => listener(app._router!));
}

function beforeFirstUse(app: Application, run: () => void): void {
  const originals = kUsesOfRouter.map((name) => [name, app[name]] as const);
  let isDone = false;
  for (const [name, original] of originals) {
    const replacement = function (this: Application, ...args: unknown[]): unknown {
      if (!isDone) {
        isDone = true;
        run();
      }
      // Nothing stays in the way of requests.
      if (this[name] === replacement) Object.assign(this, { [name]: original });
      return Reflect.apply(original, this, args);
    };
    Object.assign(app, { [name]: replacement });
  }
}

function afterLazyRouter(app: Application, run: () => void): void {
  const original = app.lazyrouter!;
  app.lazyrouter = function (this: Application): unknown {
    const result = original.call(this);
    this.lazyrouter = original;
    run();
    return result;
  };
}

/** Calls the listener with the layers below a layer, or with all of a router: those that were there before ours. */
export function eachLayerBelow(
  stack: readonly Layer[] | undefined,
  listener: (layer: Layer, path: string | undefined) => void,
  depth = 0,
): void {
  if (depth > kMaxDepth) return;
  for (const layer of stack ?? []) {
    eachLayerBelow(layer.handle.stack, listener, depth + 1);
    listener(layer, knownPath(layer));
  }
}

/** A router that holds itself must not hold us. */
const kMaxDepth = 32;

function knownPath({ route, rawPath, slash, regexp }: Layer): string | undefined {
  if (slash || regexp?.fast_slash) return '/';
  return pathOfArguments([route === undefined ? rawPath : route.path]);
}
