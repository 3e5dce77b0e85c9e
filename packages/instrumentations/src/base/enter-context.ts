import { context, type Context, type ContextManager } from '@opentelemetry/api';
import { AsyncLocalStorage, executionAsyncResource } from 'node:async_hooks';

/** The global in which all copies of the API in a process keep the registered parts. */
const kApiGlobals = Symbol.for('opentelemetry.js.api.1');

/** A context manager of a version that has no `attach()`, and its private storage. */
interface OlderManager extends ContextManager {
  readonly _asyncLocalStorage?: Partial<Pick<AsyncLocalStorage<Context>, 'enterWith'>>;
}

/** Restores the context before. */
export type LeaveContext = () => void;

/**
 * Makes a context active for the rest of the present callback, and of all work that it starts. Returns how to leave it again;
 * undefined if the context manager cannot enter contexts.
 */
export function enterContext(entered: Context): LeaveContext | undefined {
  const manager = (globalThis as Record<symbol, { context?: OlderManager } | undefined>)[
    kApiGlobals
  ]?.context;
  if (manager === undefined) return nothing;
  if (manager.attach !== undefined) {
    const token = context.attach(entered);
    return () => token.dispose();
  }
  const storage = manager._asyncLocalStorage;
  if (storage?.enterWith === undefined) return undefined;
  const before = manager.active();
  storage.enterWith(entered);
  return () => storage.enterWith?.(before);
}

function nothing(): void {}

/**
 * Whether a context that was entered in a callback of an object, such as the parser of a connection, is active in its later
 * callbacks too. So it is where Node keeps contexts in asynchronous resources (Node 22), and not where it keeps them in
 * frames (Node 24). Observed, as flags choose too.
 */
export const contextsOutliveCallbacks: boolean = observeResource();

function observeResource(): boolean {
  const storage = new AsyncLocalStorage<object>();
  const hasContext = storage.run({}, () => {
    const resource = executionAsyncResource() as Record<symbol, unknown>;
    return Object.getOwnPropertySymbols(resource).length > 0;
  });
  // Each storage that was used costs all promises of the process something where Node has no frames.
  storage.disable();
  return hasContext;
}
