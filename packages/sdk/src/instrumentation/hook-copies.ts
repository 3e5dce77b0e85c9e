import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { applicationFiles, resolveFrom } from 'optional-package';
import type { Instrumentation } from './instrumentation';

/** What `InstrumentationBase` keeps: its listeners, those for `require` and those for `import`. */
interface Listening {
  readonly _hooks?: readonly object[];
}

const kPackage = 'import-in-the-middle';
const kEntry = join(sep, kPackage, 'index.js');

/**
 * The entry files of the copies of `import-in-the-middle` that instrumentations listen to. A copy tells its own listeners
 * alone, so another one than theirs is of no use to them.
 */
export function listenedCopies(instrumentations: readonly Instrumentation[]): string[] {
  const listening = instrumentations.filter((one) => hooksOf(one).length > 0);
  const classes = new Set<unknown>(listening.flatMap(hooksOf).map((hook) => hook.constructor));
  const loaded = Object.entries(createRequire(join(sep, 'any.js')).cache)
    .filter(([path, module]) => path.endsWith(kEntry) && classes.has(hookClassOf(module)))
    .map(([path]) => path);
  return loaded.length > 0 ? loaded : [...new Set(listening.flatMap(resolvedCopy))];
}

function hooksOf(instrumentation: Instrumentation): readonly object[] {
  return (instrumentation as Instrumentation & Listening)._hooks ?? [];
}

function hookClassOf(module: NodeJS.Module | undefined): unknown {
  return (module?.exports as { Hook?: unknown } | undefined)?.Hook;
}

/**
 * For instrumentations that an ES module loaded under another loader's hooks: what they load is in no cache that can be
 * seen. An instrumentation has the name of its package.
 */
function resolvedCopy({ instrumentationName }: Instrumentation): string[] {
  for (const start of applicationFiles()) {
    const owner = resolveFrom(start, instrumentationName) ?? start;
    const base = resolveFrom(owner, '@opentelemetry/instrumentation');
    const copy = base && resolveFrom(base, kPackage);
    if (copy) return [copy];
  }
  return [];
}
