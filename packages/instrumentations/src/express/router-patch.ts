import type { AddLayers, Layer, Router } from './express-shapes';

/** Called with each layer that is added, and with the arguments of `use()` or `route()`. Must not throw. */
export type LayerListener = (layer: Layer, args: readonly unknown[]) => void;

/** The names of the methods that add layers. */
const kMethods = ['route', 'use'] as const;

/** Functions of `@opentelemetry/instrumentation` around others have this mark. */
interface Wrapped {
  readonly __wrapped?: boolean;
}

/** The methods that were replaced in one copy of the router: those of all routers. */
export class RouterPatch {
  readonly #routers: Router;
  readonly #originals: AddLayers[] = [];
  readonly #undos: (() => void)[] = [];

  /**
   * Calls the listener whenever a layer was added to any router. `use` may add several at once: only the last one is
   * reported, as to `@opentelemetry/instrumentation-express`. Applications add one at a time.
   */
  constructor(routers: Router, onLayer: LayerListener) {
    this.#routers = routers;
    for (const name of kMethods) this.#replace(name, onLayer);
  }

  /** Whether `@opentelemetry/instrumentation-express` records layers as well. */
  get isOfficialActive(): boolean {
    const methods = [...this.#originals, ...kMethods.map((name) => this.#routers[name])];
    return methods.some((method) => (method as Wrapped).__wrapped === true);
  }

  undo(): void {
    for (const undo of this.#undos) undo();
  }

  #replace(name: (typeof kMethods)[number], onLayer: LayerListener): void {
    const routers = this.#routers;
    const original = routers[name];
    this.#originals.push(original);
    const replacement: AddLayers = function (...args) {
      const result = original.apply(this, args);
      const layer = this.stack.at(-1);
      if (layer !== undefined) onLayer(layer, args);
      return result;
    };
    routers[name] = replacement;
    this.#undos.push(() => {
      // Whoever replaced it since calls ours.
      if (routers[name] === replacement) routers[name] = original;
    });
  }
}
