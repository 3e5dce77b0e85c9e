/** An addon that is loaded when it is needed first, or why there is none. */
export class LoadedAddon<Addon> {
  readonly #load: () => Addon | Error;
  #loaded: Addon | Error | undefined;

  constructor(load: () => Addon | Error) {
    this.#load = load;
  }

  /** Throws the error. */
  get(): Addon {
    const loaded = this.#once();
    if (loaded instanceof Error) throw loaded;
    return loaded;
  }

  get error(): Error | undefined {
    const loaded = this.#once();
    return loaded instanceof Error ? loaded : undefined;
  }

  #once(): Addon | Error {
    return (this.#loaded ??= this.#load());
  }
}
