import { context, type Context } from '@opentelemetry/api';
import type { AsyncLocalStorage } from 'node:async_hooks';
import { runInside } from '../telemetry/run-inside';

/**
 * Lets a channel activate contexts, whichever context manager is registered: Node calls `run` (up to version 24) or `withScope` of the
 * stores that are bound to a channel. Undefined leaves the active context as it is.
 */
const store = {
  run: <T>(entered: Context | undefined, fn: () => T): T =>
    entered === undefined ? fn() : runInside((run) => context.with(entered, run), fn),
  withScope(entered: Context | undefined) {
    const token = entered === undefined ? undefined : context.attach(entered);
    return { [Symbol.dispose]: () => token?.dispose() };
  },
};

export const contextStore = store as unknown as AsyncLocalStorage<Context | undefined>;
