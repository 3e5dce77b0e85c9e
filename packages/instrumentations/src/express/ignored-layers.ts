import type { ExpressInstrumentationConfig, IgnoreMatcher } from './express-options';
import type { LayerPlan } from './prepared-layer';

/** Knows the layers without a span. Texts and regular expressions are compared once for each plan of a layer. */
export class IgnoredLayers {
  readonly #types: readonly string[];
  readonly #matchers: readonly IgnoreMatcher[];
  /** Undefined if a function decides, which may decide differently each time. */
  readonly #known: WeakMap<LayerPlan, boolean> | undefined;

  constructor({ ignoreLayers = [], ignoreLayersType = [] }: ExpressInstrumentationConfig) {
    this.#types = ignoreLayersType;
    this.#matchers = ignoreLayers;
    const decides = ignoreLayers.some((one) => typeof one === 'function');
    this.#known = decides ? undefined : new WeakMap();
  }

  /** Whether anything is ignored. */
  get isEmpty(): boolean {
    return this.#types.length === 0 && this.#matchers.length === 0;
  }

  /** @throws what a function throws */
  has(plan: LayerPlan): boolean {
    let isIgnored = this.#known?.get(plan);
    if (isIgnored === undefined) {
      isIgnored =
        this.#types.includes(plan.type) || this.#matchers.some((one) => matches(one, plan.name));
      this.#known?.set(plan, isIgnored);
    }
    return isIgnored;
  }
}

function matches(matcher: IgnoreMatcher, name: string): boolean {
  if (typeof matcher === 'string') return matcher === name;
  if (typeof matcher === 'function') return Boolean(matcher(name));
  matcher.lastIndex = 0;
  return matcher.test(name);
}
