import {
  ROOT_CONTEXT,
  diag,
  type Context,
  type ContextManagementToken,
  type ContextManager,
} from '@opentelemetry/api';
import { EventEmitter } from 'node:events';
import { Attachment } from './attachment';
import { boundFunction, boundListener, type CurrentCarrier } from './bound-function';
import { kMaxRunArguments, type AnyFunction, type Carrier } from './carrier';
import { EmitterBinding } from './emitter-binding';
import { FrameCarrier } from './frame-carrier';
import { keepLooking, loadedFrameReader } from './frame-readers';
import { linkRootContext } from './linked-context';
import { NativeReader } from './native-reader';
import { promisesCarryFrames, usableFrameSlot } from './self-test';
import { SteppedBackCarrier } from './stepped-back-carrier';
import { StorageCarrier } from './storage-carrier';

/** Parameters of `with` before the function's own arguments: context, function and receiver. */
const kOwnParameters = 3;

const kModeVariable = 'OTEL_NATIVE_CONTEXT_MODE';

/** See {@link NativeContextManager.mode}. */
export type ContextManagerMode = 'native-frame' | 'async-local-storage';

/**
 * Keeps the active context through calls, promises, timers and callbacks.
 * https://opentelemetry.io/docs/specs/otel/context/
 */
export class NativeContextManager implements ContextManager {
  readonly #current: CurrentCarrier = { carrier: new StorageCarrier() };
  /** The reader whose address native code has; made at the first call of `nativeReader()`. */
  #reader: NativeReader | undefined = undefined;
  readonly #emitters = new EmitterBinding((context, listener) =>
    boundListener(this.#current, context, listener),
  );

  /**
   * How the context is carried: `'native-frame'` (an own frame in the slot where Node keeps its frames) once
   * {@link NativeContextManager.enable} has tested that in this process; else `'async-local-storage'`.
   */
  get mode(): ContextManagerMode {
    return this.#current.carrier instanceof FrameCarrier ? 'native-frame' : 'async-local-storage';
  }

  /** Returns the active context; the API's `ROOT_CONTEXT` if none was set. */
  active(): Context {
    return this.#current.carrier.active() ?? ROOT_CONTEXT;
  }

  /**
   * Calls `fn` with `context` active, and returns or throws the same. Promises, timers and I/O that `fn` starts keep the
   * context.
   * @param thisArg the receiver of the call; null or undefined: none
   */
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: Context,
    fn: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F>;
  with(
    context: Context,
    fn: AnyFunction,
    thisArg?: unknown,
    a?: unknown,
    b?: unknown,
    c?: unknown,
  ): unknown {
    const count = arguments.length - kOwnParameters;
    const receiver = thisArg ?? null;
    // Few arguments, as in nearly every call, need no array.
    if (count <= kMaxRunArguments) {
      return this.#current.carrier.run(context, fn, receiver, count, a, b, c);
    }
    // eslint-disable-next-line prefer-rest-params
    const args = Array.prototype.slice.call(arguments, kOwnParameters);
    return this.#current.carrier.apply(context, fn, receiver, args);
  }

  /**
   * Binds a context to a target.
   *
   * A function: returns a function that calls it with the context active. An `EventEmitter`: returns the same emitter;
   * listeners that are added from now on run with the context active, and binding it again changes nothing. Returns any
   * other target unchanged.
   */
  bind<T>(context: Context, target: T): T {
    if (isEmitter(target)) {
      this.#emitters.bind(context, target);
      return target;
    }
    if (typeof target !== 'function') return target;
    return boundFunction(this.#current, context, target as unknown as AnyFunction) as T;
  }

  /**
   * Makes `context` active for the rest of the current call chain, until the token is disposed. Disposing restores the
   * previous context; a second time does nothing. Prefer {@link NativeContextManager.with}: in an async function, a context
   * attached before the first `await` stays active in the caller.
   */
  attach(context: Context): ContextManagementToken {
    const carrier = this.#current.carrier;
    const token = new Attachment((previous) => carrier.enter(previous), this.active());
    carrier.enter(context);
    return token;
  }

  /**
   * Tests whether own frames carry contexts in this process, and uses them if so. Otherwise the manager stays with
   * `AsyncLocalStorage`, and logs the reason once through `diag`. `OTEL_NATIVE_CONTEXT_MODE=async-local-storage` skips the
   * test. The manager returns to `AsyncLocalStorage` when it notices a profiler that reads Node's own frames in native code
   * (`@datadog/pprof`). From now on, contexts made from the API's `ROOT_CONTEXT` link to their parents instead of copying.
   */
  enable(): this {
    linkRootContext();
    if (this.#current.carrier instanceof FrameCarrier) return this;
    if (this.#isSteppedBack) return this;
    const slot = wantsFrames() ? usableFrameSlot() : undefined;
    if (slot === undefined) return this;
    const active = this.#current.carrier.active();
    const stored = this.#current.carrier;
    const frames = new FrameCarrier(slot);
    this.#carry(frames);
    if (active !== undefined) this.#current.carrier.enter(active);
    this.#watchForReaders(frames);
    // The result comes a turn of the microtask queue later. Every V8 so far has passed.
    void promisesCarryFrames(slot).then((carried) => {
      if (carried || this.#isSteppedBack) return;
      this.#carry(stored);
      diag.warn('Promises do not carry context frames here: contexts go through AsyncLocalStorage');
    });
    return this;
  }

  /** Makes the root context active everywhere, until the next {@link NativeContextManager.with} or {@link NativeContextManager.attach}. */
  disable(): this {
    this.#current.carrier.clear();
    this.#tellReader();
    return this;
  }

  /**
   * Returns the address of an `otel_native_context_reader` for this manager, always the same one. `@otel-native/api-bridge`
   * declares it in `otel_native/context.h`. An addon on this thread reads the ids of the active span with it, without
   * entering JavaScript. The reader is valid until the environment of the thread ends. It returns `UNAVAILABLE`
   * while {@link NativeContextManager.mode} is `'async-local-storage'`.
   *
   * @returns undefined if there is no binary for this Node
   */
  nativeReader(): bigint | undefined {
    this.#reader ??= NativeReader.create();
    this.#tellReader();
    return this.#reader?.address;
  }

  get #isSteppedBack(): boolean {
    return this.#current.carrier instanceof SteppedBackCarrier;
  }

  #watchForReaders(frames: FrameCarrier): void {
    if (!this.#staysWith(frames)) return;
    // Weak: the timer must not keep an unused manager alive.
    const reference = new WeakRef(this);
    keepLooking(() => {
      const manager = reference.deref();
      return manager !== undefined && manager.#staysWith(frames);
    });
  }

  /** Steps back from own frames if an addon that reads Node's frames is loaded. Returns false once own frames are no longer used. */
  #staysWith(frames: FrameCarrier): boolean {
    if (this.#current.carrier !== frames) return false;
    const reader = loadedFrameReader();
    if (reader === undefined) return true;
    this.#carry(new SteppedBackCarrier(frames));
    logSteppedBack(reader);
    return false;
  }

  #carry(carrier: Carrier): void {
    this.#current.carrier = carrier;
    this.#tellReader();
  }

  #tellReader(): void {
    const carrier = this.#current.carrier;
    this.#reader?.follow(carrier instanceof FrameCarrier ? carrier.key : undefined);
  }
}

/** Returns whether the target is an emitter. A proxy may throw when its prototype is read. */
function isEmitter(target: unknown): target is EventEmitter {
  try {
    return target instanceof EventEmitter;
  } catch {
    return false;
  }
}

/** Logs that the manager stepped back. Called by a timer: a logger that throws must not end the application. */
function logSteppedBack(reader: string): void {
  try {
    diag.info(`Contexts go through AsyncLocalStorage from now on, as ${reader} reads its frames`);
  } catch {
    // No logger is left to report it.
  }
}

function wantsFrames(): boolean {
  const mode = process.env[kModeVariable]?.trim() ?? '';
  if (mode === 'async-local-storage') return false;
  if (mode !== '' && mode !== 'native-frame') {
    diag.warn(`${kModeVariable} is "${mode}": expected native-frame or async-local-storage`);
  }
  return true;
}
