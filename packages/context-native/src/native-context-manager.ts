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

/** `with` gets context, function and receiver before the function's own arguments. */
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
  /** Of which native code has the address; made when it is asked for. */
  #reader: NativeReader | undefined = undefined;
  readonly #emitters = new EmitterBinding((context, listener) =>
    boundListener(this.#current, context, listener),
  );

  /**
   * What carries the context: `'native-frame'`, a frame of our own where Node keeps its frames, once
   * {@link NativeContextManager.enable} has seen that it works in this process; else `'async-local-storage'`.
   */
  get mode(): ContextManagerMode {
    return this.#current.carrier instanceof FrameCarrier ? 'native-frame' : 'async-local-storage';
  }

  /**
   * The active context, the API's `ROOT_CONTEXT` where none was set.
   */
  active(): Context {
    return this.#current.carrier.active() ?? ROOT_CONTEXT;
  }

  /**
   * Calls `fn` with `context` active, and returns or throws what it does. What `fn` starts (promises, timers, I/O)
   * keeps the context.
   * @param thisArg the receiver of the call; none when null or undefined
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
    // Nearly every call has few arguments: those need no array of arguments.
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
   * A function: returns a function that calls it with the context active. An `EventEmitter`: returns the
   * emitter itself, whose listeners that are added from now on run with the context active; binding it again
   * changes nothing. Anything else is returned as it is.
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
   * Makes `context` active for the rest of the current call chain, until the token is disposed; then what was active
   * before is active again. Disposing twice does nothing. In an async function, what is attached before the first
   * `await` also stays active in the caller: prefer {@link NativeContextManager.with}.
   */
  attach(context: Context): ContextManagementToken {
    const carrier = this.#current.carrier;
    const token = new Attachment((previous) => carrier.enter(previous), this.active());
    carrier.enter(context);
    return token;
  }

  /**
   * Tries in this process whether frames of our own carry contexts, and uses them if they do. Otherwise the manager stays with
   * `AsyncLocalStorage` and logs the reason once through `diag`. `OTEL_NATIVE_CONTEXT_MODE=async-local-storage` skips the trial.
   * The manager returns to Node's own frames as soon as it notices a profiler that reads them in native code (`@datadog/pprof`).
   * Contexts made from the API's `ROOT_CONTEXT` link to it from now on, instead of copying it.
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
    // Known only after a turn of the microtask queue. No V8 so far has failed it.
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
   * The address of an `otel_native_context_reader` for this manager, as `@otel-native/api-bridge` declares it in
   * `otel_native/context.h`: with it an addon on this thread reads the ids of the active span without entering
   * JavaScript. The reader is valid until the thread's environment ends; each call gives the same one. It says
   * `UNAVAILABLE` while {@link NativeContextManager.mode} is `'async-local-storage'`.
   *
   * @returns undefined where there is no binary for this Node
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
    // The timer must not keep a manager that nobody has any more.
    const reference = new WeakRef(this);
    keepLooking(() => {
      const manager = reference.deref();
      return manager !== undefined && manager.#staysWith(frames);
    });
  }

  /** Steps back from the frames where a reader of Node's own is loaded. False when they carry nothing new any more. */
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

/** A proxy may throw when it is asked for its prototype. */
function isEmitter(target: unknown): target is EventEmitter {
  try {
    return target instanceof EventEmitter;
  } catch {
    return false;
  }
}

/** Called by a timer: a logger that throws must not end the application. */
function logSteppedBack(reader: string): void {
  try {
    diag.info(`Contexts go through AsyncLocalStorage from now on, as ${reader} reads its frames`);
  } catch {
    // Nowhere is left to report it.
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
