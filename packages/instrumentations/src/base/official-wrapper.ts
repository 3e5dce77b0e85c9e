/** A function that `@opentelemetry/instrumentation`, or a tool like it, put in the place of another. */
interface Wrapped {
  readonly name: string;
  readonly __original?: Wrapped;
}

/** How to know the functions that an official instrumentation makes. */
export interface OfficialFunctions {
  readonly names: readonly string[];
  /**
   * Names of properties in their source, which minifiers keep. They lose the names of functions, and other tools may use the
   * same ones. Default: only the names count.
   */
  readonly properties?: readonly string[];
}

/** Wrappers may be wrapped again, but not without an end. */
const kMaxWrappers = 20;

/** What V8 prints in place of the source of a `Proxy`. */
const kNoSource = '[native code]';

/** Knows whether a function that may be replaced at any time is, under others, that of the official instrumentation. */
export class OfficialWrapper {
  readonly #functions: OfficialFunctions;
  #seen: unknown;
  #isPresent = false;

  constructor(functions: OfficialFunctions) {
    this.#functions = functions;
  }

  /** Looks again only after the function was replaced, as each request asks. */
  isIn(present: unknown): boolean {
    if (present !== this.#seen) {
      this.#seen = present;
      this.#isPresent = this.#look(present as Wrapped);
    }
    return this.#isPresent;
  }

  #look(present: Wrapped): boolean {
    let wrapped: Wrapped | undefined = present;
    for (let i = 0; i < kMaxWrappers && wrapped?.__original !== undefined; i++) {
      if (this.#isOfficial(wrapped)) return true;
      wrapped = wrapped.__original;
    }
    return false;
  }

  #isOfficial(wrapped: Wrapped): boolean {
    const { names, properties } = this.#functions;
    const source = properties && Function.prototype.toString.call(wrapped);
    if (source === undefined || source.includes(kNoSource)) return names.includes(wrapped.name);
    return properties!.some((property) => source.includes(property));
  }
}
