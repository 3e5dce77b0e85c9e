/** A function that `@opentelemetry/instrumentation`, or a tool like it, put in the place of another. */
interface Wrapped {
  readonly name: string;
  readonly __original?: Wrapped;
}

/** Wrappers may be wrapped again, but not without an end. */
const kMaxWrappers = 20;

/** Knows whether a function that may be replaced at any time is, under others, that of the official instrumentation. */
export class OfficialWrapper {
  readonly #names: readonly string[];
  #seen: unknown;
  #isPresent = false;

  /** @param names of the functions that the official instrumentation makes */
  constructor(names: readonly string[]) {
    this.#names = names;
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
      if (this.#names.includes(wrapped.name)) return true;
      wrapped = wrapped.__original;
    }
    return false;
  }
}
