import type { StreamWatch } from './stream-watch';

type Iterated = AsyncIterator<unknown, unknown, unknown>;
type Step = Promise<IteratorResult<unknown, unknown>>;

/** An iterator, or a generator, that is read as the one inside, which runs in the context of the call. */
export class WatchedIterator implements AsyncIterableIterator<unknown, unknown, unknown> {
  readonly #iterator: Iterated;
  readonly #watch: StreamWatch;
  /** Keeps what the application reads alive while it is read: it is guarded. */
  readonly #owner: object | undefined;

  constructor(iterator: Iterated, watch: StreamWatch, owner?: object) {
    this.#iterator = iterator;
    this.#watch = watch;
    this.#owner = owner;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(...values: [] | [unknown]): Step {
    return this.#step(() => this.#iterator.next(...values));
  }

  return(value?: unknown): Step {
    if (this.#iterator.return === undefined) {
      this.#watch.cancel();
      return Promise.resolve({ done: true, value });
    }
    const returned = this.#step(() => this.#iterator.return!(value), true);
    return returned;
  }

  throw(error?: unknown): Step {
    if (this.#iterator.throw === undefined) {
      this.#watch.fail(error);
      return Promise.reject(error as Error);
    }
    return this.#step(() => this.#iterator.throw!(error));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #step(work: () => Step, isReturn = false): Step {
    let step: Step;
    try {
      step = this.#watch.run(work);
    } catch (error) {
      this.#watch.fail(error);
      throw error;
    }
    return Promise.resolve(step).then(
      (result) => this.#told(result, isReturn),
      (error: unknown) => {
        this.#watch.fail(error);
        throw error;
      },
    );
  }

  #told(
    result: IteratorResult<unknown, unknown>,
    isReturn: boolean,
  ): IteratorResult<unknown, unknown> {
    void this.#owner;
    if (result?.done !== true) this.#watch.chunk(result?.value);
    else if (isReturn) this.#watch.cancel();
    else this.#watch.end();
    return result;
  }
}
