import { context, diag, type Context } from '@opentelemetry/api';
import type { AsyncLocalStorage } from 'node:async_hooks';
import { kinds } from 'option-check';
import { membersOf } from '../clients/members';
import { quietly } from '../telemetry/quietly';
import { runInside } from '../telemetry/run-inside';

/** The functions of `@langchain/core/context` that register a callback handler. */
export interface LangChainContext {
  /** Adds the handler in a variable to every run. */
  registerConfigureHook(config: { contextVar?: string; inheritable?: boolean }): void;
  /** Sets a variable of the current context. */
  setContextVariable(name: string, value: unknown): void;
}

/** A callback handler, and the contexts of the runs that LangChain reported to it. */
export interface RunHandler {
  /** Returns the context in which a run's functions run; undefined for the current one. */
  contextOf(runId: string): Context | undefined;
}

/** The global in which LangChain, LangGraph and LangSmith share the storage of their contexts: whoever is loaded first sets it. */
const kStorage = Symbol.for('ls:tracing_async_local_storage');
/** In what is stored, the variables of `setContextVariable`. */
const kVariables = Symbol.for('lc:context_variables');
/** In what is stored, the configuration of the run that a function belongs to. */
const kConfig = Symbol.for('lc:child_config');
/** Marks our storage, of any copy of this package. */
const kOurs = Symbol.for('otel-native.genai.langchain.1');
const kHandlerVariable = 'otel_native_genai';

type Variables = Record<PropertyKey, unknown>;
/** Storages of an application may lack the methods that LangChain does not call. */
type Storage = Pick<AsyncLocalStorage<unknown>, 'getStore' | 'run' | 'enterWith'> &
  Partial<Pick<AsyncLocalStorage<unknown>, 'exit' | 'disable'>>;
type Exit = AsyncLocalStorage<unknown>['exit'];

const storageKind = kinds.withMethods('a storage of contexts', 'getStore', 'run', 'enterWith');

const globals = globalThis as {
  [kStorage]?: (Storage & { [kOurs]?: ObservedStorage }) | undefined;
};

/**
 * A storage around LangChain's own, with two additions:
 *
 * - The handler is in every context. LangChain's variables alone reach only what follows in the context that sets them: not the main
 *   module, if a preloaded one sets them.
 * - What LangChain runs as a part of a run is run in the context of the run's span.
 */
class ObservedStorage implements Storage {
  readonly [kOurs]: ObservedStorage = this;
  readonly #inner: Storage;
  readonly #handler: RunHandler;
  readonly #known = new WeakSet<object>();
  readonly exit?: Exit;
  readonly disable?: () => void;
  #variables: Variables = {};
  /** What is stored where LangChain has stored nothing. */
  #outermost: object = {};

  constructor(inner: Storage, handler: RunHandler) {
    this.#inner = inner;
    this.#handler = handler;
    if (typeof inner.exit === 'function') this.exit = inner.exit.bind(inner) as Exit;
    if (typeof inner.disable === 'function') this.disable = inner.disable.bind(inner);
  }

  /**
   * Registers the handler with one copy of LangChain.
   *
   * @returns whether LangChain will find it: its hooks, and the handler, are in what is stored
   */
  register(langchain: LangChainContext): boolean {
    if (this.#known.has(langchain.registerConfigureHook)) return true;
    let isFound = false;
    const before = { ...variablesOf(this.#inner.getStore()), ...this.#variables };
    this.#inner.run({ [kVariables]: before }, () => {
      langchain.registerConfigureHook({ contextVar: kHandlerVariable });
      langchain.setContextVariable(kHandlerVariable, this.#handler);
      const after = variablesOf(this.#inner.getStore());
      // Other variables belong to the context of the caller.
      for (const name of Reflect.ownKeys(after)) {
        if (after[name] === before[name]) continue;
        this.#variables[name] = after[name];
        isFound ||= Array.isArray(after[name]);
      }
      isFound &&= after[kHandlerVariable] === this.#handler;
    });
    if (!isFound) return false;
    this.#known.add(langchain.registerConfigureHook);
    this.#outermost = { [kVariables]: this.#variables };
    return true;
  }

  remove(): void {
    if (globals[kStorage] === this) globals[kStorage] = this.#inner;
  }

  getStore(): unknown {
    const store = this.#inner.getStore();
    if (store === undefined) return this.#outermost;
    quietly(() => this.#addTo(store));
    return store;
  }

  run<R, Args extends unknown[]>(store: unknown, callback: (...args: Args) => R, ...args: Args): R {
    const run = () => this.#inner.run(store, callback, ...args);
    const entered = quietly(() => this.#contextFor(store));
    return entered === undefined
      ? run()
      : runInside((inside) => context.with(entered, inside), run);
  }

  enterWith(store: unknown): void {
    this.#inner.enterWith(store);
  }

  #contextFor(store: unknown): Context | undefined {
    const extra = membersOf(membersOf(store)['extra']) as Variables;
    const callbacks = membersOf(extra[kConfig])['callbacks'];
    const { getParentRunId } = membersOf(callbacks);
    if (typeof getParentRunId !== 'function') return undefined;
    const runId: unknown = getParentRunId.call(callbacks);
    return typeof runId === 'string' ? this.#handler.contextOf(runId) : undefined;
  }

  /** What was stored before, or by LangSmith, lacks the handler. */
  #addTo(store: unknown): void {
    if (typeof store !== 'object' || store === null) return;
    const present = variablesOf(store);
    if (present[kHandlerVariable] === this.#handler) return;
    const variables = { ...present };
    for (const name of Reflect.ownKeys(this.#variables)) {
      const [theirs, ours] = [present[name], this.#variables[name]];
      // Each copy of LangChain keeps the list of its hooks in a variable.
      const areHooks = Array.isArray(theirs) && Array.isArray(ours);
      variables[name] = areHooks ? [...new Set<unknown>([...theirs, ...ours])] : ours;
    }
    (store as Variables)[kVariables] = variables;
  }
}

function variablesOf(store: unknown): Variables {
  return membersOf((membersOf(store) as Variables)[kVariables]) as Variables;
}

/**
 * Adds a handler to all runs of a copy of LangChain. While another handler of this package is registered, that one stays.
 *
 * @returns a function that removes the handler; undefined if another one stays
 */
export function addHandler(
  langchain: LangChainContext,
  handler: RunHandler,
): (() => void) | undefined {
  const present = globals[kStorage];
  // `@langchain/core/context` sets it when it is loaded.
  if (present === undefined || !storageKind.accepts(present)) {
    warn('the global in which LangChain keeps its contexts is missing, or no AsyncLocalStorage');
    return undefined;
  }
  const registered = present[kOurs];
  const storage = registered ?? new ObservedStorage(present, handler);
  if (!storage.register(langchain)) {
    warn('this version of @langchain/core keeps its hooks in an unknown place');
    return undefined;
  }
  if (registered !== undefined) return undefined;
  globals[kStorage] = storage;
  return () => storage.remove();
}

function warn(reason: string): void {
  diag.warn(
    `@otel-native/genai/langchain records nothing: ${reason}. Pass the module @langchain/core/context of a @langchain/core version 1`,
  );
}
