import { hookPackage, type PackageHook } from 'module-hook';
import type { Recorder } from '../base/instrumentation-class';
import type { Scope } from '../base/scope';
import type { ExpressInstrumentationConfig } from './express-options';
import {
  routerPrototype,
  type Application,
  type ExpressModule,
  type Layer,
  type Router,
} from './express-shapes';
import { eachLayerBelow, whenRouterExists } from './given-application';
import { LayerRecorder } from './layer-recorder';
import { pathOfArguments } from './route-path';
import { RouterPatch } from './router-patch';

/** Records the layers of every copy of Express that is loaded, or of what is given in code. */
export class ExpressRecorder implements Recorder<ExpressInstrumentationConfig> {
  readonly #scope: Scope;
  readonly #given: Application | ExpressModule | undefined;
  readonly #layers: LayerRecorder;
  readonly #patches = new Map<Router, RouterPatch>();
  #hooks: readonly PackageHook[] = [];
  #hasSteppedBack = false;
  #hasWarned = false;

  /** @param given the only application or copy of Express to record. Default: every Express that is loaded */
  constructor(scope: Scope, given?: Application | ExpressModule) {
    this.#scope = scope;
    this.#given = given;
    this.#layers = new LayerRecorder(scope);
  }

  configure(config: ExpressInstrumentationConfig): void {
    this.#layers.configure(config);
  }

  start(): void {
    this.#layers.isEnabled = true;
    const given = this.#given;
    if (given === undefined) this.#hooks = [this.#hookExpress(), this.#hookRouter()];
    else if ('application' in given) this.#patch(routerPrototype(given));
    else whenRouterExists(given, (router) => this.#recordRouter(router));
  }

  stop(): void {
    this.#layers.isEnabled = false;
    for (const hook of this.#hooks) hook.disable();
    this.#hooks = [];
    for (const patch of this.#patches.values()) patch.undo();
    this.#patches.clear();
  }

  #hookExpress(): PackageHook {
    return hookPackage({
      name: 'express',
      atLeast: '4.0.0',
      below: '6.0.0',
      patch: (exports) => this.#patch(routerPrototype(exports as ExpressModule)),
    });
  }

  /** The router of Express 5, which applications use without Express too. */
  #hookRouter(): PackageHook {
    return hookPackage({
      name: 'router',
      atLeast: '1.3.0',
      below: '3.0.0',
      patch: (exports) => this.#patch((exports as { prototype: Router }).prototype),
    });
  }

  #recordRouter(router: Router): void {
    this.#patch(Object.getPrototypeOf(router) as Router);
    eachLayerBelow(router.stack, this.#addOlder);
  }

  #patch(routers: Router): void {
    if (this.#patches.has(routers)) return;
    this.#patches.set(routers, new RouterPatch(routers, this.#add));
  }

  readonly #add = (layer: Layer, args: readonly unknown[]): void => {
    if (!this.#layers.isEnabled) return;
    try {
      if (this.#stepsBack()) return;
      // The routers of a given application may be older than the application.
      if (this.#given !== undefined) eachLayerBelow(layer.handle.stack, this.#addOlder);
      this.#layers.record(layer, pathOfArguments(args));
    } catch (error) {
      this.#scope.error('a layer is not recorded', error);
    }
  };

  readonly #addOlder = (layer: Layer, path: string | undefined): void => {
    if (path !== undefined) this.#layers.record(layer, path);
    else if (!this.#layers.isRecorded(layer) && !this.#hasWarned) {
      this.#hasWarned = true;
      this.#scope.warn(
        'a layer has no span, because it is older than instrumentExpress() and its path is not known: pass `express` itself, before routers are created',
      );
    }
  };

  #stepsBack(): boolean {
    const isActive = [...this.#patches.values()].some((patch) => patch.isOfficialActive);
    if (isActive && !this.#hasSteppedBack) {
      this.#hasSteppedBack = true;
      this.#scope.warn(
        '@opentelemetry/instrumentation-express is active: it records, and this one not',
      );
    }
    return isActive;
  }
}
