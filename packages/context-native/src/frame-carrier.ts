import { ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import { callWith, type AnyFunction, type Carrier } from './carrier';
import { ContextFrame, isFrame, type Frame, type FrameKey } from './context-frame';
import type { FrameSlot } from './frame-slot';

/**
 * Puts a {@link ContextFrame} into the slot, and restores the previous frame after the call. This takes one allocation and
 * two stores; `AsyncLocalStorage.run` copies a map twice.
 */
export class FrameCarrier implements Carrier {
  readonly #get: () => unknown;
  readonly #set: (frame: unknown) => void;
  /** Replaced by a new key to invalidate all entries so far. */
  #key: FrameKey = {};

  constructor({ get, set }: FrameSlot) {
    this.#get = get;
    this.#set = set;
  }

  /** The present key of the entries. */
  get key(): FrameKey {
    return this.#key;
  }

  active(): Context | undefined {
    const get = this.#get;
    const frame = get() as Partial<ContextFrame> | undefined;
    // The key is private, so its owner is known without `instanceof`, which walks prototypes.
    if (frame?.key === this.#key) return frame.context;
    return isFrame(frame) ? (frame.get(this.#key) as Context | undefined) : undefined;
  }

  run(
    context: Context,
    fn: AnyFunction,
    receiver: unknown,
    count: number,
    a: unknown,
    b: unknown,
    c: unknown,
  ): unknown {
    const get = this.#get;
    const set = this.#set;
    const before = get();
    const frame = new ContextFrame(this.#key, context, this.#below(before));
    set(frame);
    try {
      return callWith(fn, receiver, count, a, b, c);
    } finally {
      if (get() === frame) set(before);
      else this.#leave(before);
    }
  }

  apply(context: Context, fn: AnyFunction, receiver: unknown, args: ArrayLike<unknown>): unknown {
    const get = this.#get;
    const set = this.#set;
    const before = get();
    const frame = new ContextFrame(this.#key, context, this.#below(before));
    set(frame);
    try {
      return Reflect.apply(fn, receiver, args);
    } finally {
      if (get() === frame) set(before);
      else this.#leave(before);
    }
  }

  enter(context: Context): void {
    const get = this.#get;
    const set = this.#set;
    set(new ContextFrame(this.#key, context, this.#below(get())));
  }

  clear(): void {
    this.#key = {};
  }

  /** Returns the frame that a new entry goes on top of. */
  #below(current: unknown): Frame | undefined {
    if (current === undefined) return undefined;
    if (current instanceof ContextFrame) return current.without(this.#key);
    return isFrame(current) ? current : undefined;
  }

  /**
   * Ends a call during which other code entered a frame to stay (`enterWith`, `attach`). That frame stays, as under
   * `AsyncLocalStorage.run`; only the entry of this manager is restored.
   */
  #leave(before: unknown): void {
    this.enter(
      (isFrame(before) ? (before.get(this.#key) as Context | undefined) : undefined) ??
        ROOT_CONTEXT,
    );
  }
}
