import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import type { Instrumentation } from './instrumentation';

/** Private fields of `InstrumentationBase`: its listeners for `require` and for `import`. */
interface Listening {
  readonly _hooks?: readonly object[];
}

const kEntry = join(sep, 'import-in-the-middle', 'index.js');

/**
 * Returns the entry files of the copies of `import-in-the-middle` that instrumentations listen to. A copy notifies only
 * its own listeners, so any other copy is useless to them.
 */
export function listenedCopies(instrumentations: readonly Instrumentation[]): string[] {
  const classes = new Set<unknown>(instrumentations.flatMap(hooksOf).map((one) => one.constructor));
  return Object.entries(createRequire(join(sep, 'any.js')).cache)
    .filter(([path, module]) => path.endsWith(kEntry) && classes.has(hookClassOf(module)))
    .map(([path]) => path);
}

function hooksOf(instrumentation: Instrumentation): readonly object[] {
  return (instrumentation as Instrumentation & Listening)._hooks ?? [];
}

function hookClassOf(module: NodeJS.Module | undefined): unknown {
  return (module?.exports as { Hook?: unknown } | undefined)?.Hook;
}
