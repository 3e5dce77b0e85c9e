import type { Context } from '@opentelemetry/api';
import type { AnyFunction, Carrier } from './carrier';
import type { FrameCarrier } from './frame-carrier';
import { StorageCarrier } from './storage-carrier';

/**
 * Carries new contexts in Node's own frames while older own frames are still in use. Reads the own frame until the storage
 * has a context. No context is added to own frames any more, so the one in the storage is always newer.
 */
export class SteppedBackCarrier implements Carrier {
  readonly #storage = new StorageCarrier();
  readonly #frames: FrameCarrier;

  constructor(frames: FrameCarrier) {
    this.#frames = frames;
  }

  active(): Context | undefined {
    return this.#storage.active() ?? this.#frames.active();
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
    return this.#storage.run(context, fn, receiver, count, a, b, c);
  }

  apply(context: Context, fn: AnyFunction, receiver: unknown, args: ArrayLike<unknown>): unknown {
    return this.#storage.apply(context, fn, receiver, args);
  }

  enter(context: Context): void {
    this.#storage.enter(context);
  }

  clear(): void {
    this.#storage.clear();
    this.#frames.clear();
  }
}
