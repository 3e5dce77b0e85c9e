import { ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import { callWith, type AnyFunction, type Carrier } from './carrier';
import { ContextFrame, isFrame, type Frame, type FrameKey } from './context-frame';
import type { FrameSlot } from './frame-slot';

/**
 * Puts a frame of ours into the slot and the one before back after the call: an allocation and two stores, where
 * `AsyncLocalStorage.run` copies a map twice.
 */
export class FrameCarrier implements Carrier {
  readonly #get: () => unknown;
  readonly #set: (frame: unknown) => void;
  /** A new one makes all entries so far foreign. */
  #key: FrameKey = {};

  constructor({ get, set }: FrameSlot) {
    this.#get = get;
    this.#set = set;
  }

  /** What the entries are kept under now. */
  get key(): FrameKey {
    return this.#key;
  }

  active(): Context | undefined {
    const get = this.#get;
    const frame = get() as Partial<ContextFrame> | undefined;
    // Nobody else has the key, so this needs no `instanceof`, which walks prototypes.
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

  /** What an entry of ours goes on top of. */
  #below(current: unknown): Frame | undefined {
    if (current === undefined) return undefined;
    if (current instanceof ContextFrame) return current.without(this.#key);
    return isFrame(current) ? current : undefined;
  }

  /**
   * Ends a call in which someone entered another frame for the time after it (`enterWith`, `attach`): theirs stays, as
   * it does under `AsyncLocalStorage.run`, and only our entry becomes what it was.
   */
  #leave(before: unknown): void {
    this.enter(
      (isFrame(before) ? (before.get(this.#key) as Context | undefined) : undefined) ??
        ROOT_CONTEXT,
    );
  }
}
