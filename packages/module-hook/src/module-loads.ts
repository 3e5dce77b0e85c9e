import { channel, type Channel } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

/** What Node publishes when a `require()` returns, or when an `import` has run a CommonJS module. */
interface RequireEnd {
  /** What was passed to `require`; the path of the file for an import. */
  readonly id: string;
  /** Undefined for an import. */
  readonly parentFilename?: string;
}

/** Called after each load of a CommonJS module, also when it was loaded before. */
export type LoadListener = (id: string, parentFilename: string | undefined) => void;

/**
 * Node's own channel, of every version since 22. `registerHooks()` was rejected: all modules of the application would
 * pass through its hooks, and only a changed source text tells when a module has run.
 */
const requireEnd: Channel = channel('tracing:module.require:end');

/** Calls the listener until the returned function is called. */
export function listenToLoads(listener: LoadListener): () => void {
  const onEnd = (message: unknown): void => {
    const { id, parentFilename } = message as RequireEnd;
    listener(id, parentFilename);
  };
  requireEnd.subscribe(onEnd);
  return () => void requireEnd.unsubscribe(onEnd);
}

/** Whether this runtime publishes loads: a load is tried. */
export function publishesLoads(): boolean {
  // `require-in-the-middle` answers from a cache of its own, but not for a file that does not exist.
  return publishes('node:module') || publishes(join(sep, 'otel-native', 'no-such-file.js'));
}

function publishes(id: string): boolean {
  let isPublished = false;
  const stop = listenToLoads(() => (isPublished = true));
  try {
    createRequire(join(sep, 'any.js'))(id);
  } catch {
    // It was tried.
  }
  stop();
  return isPublished;
}

/** All CommonJS modules of this thread by path, those in the middle of loading included. */
export function commonJsModules(): NodeJS.Dict<NodeJS.Module> {
  return createRequire(join(sep, 'any.js')).cache;
}
