import { diag } from '@opentelemetry/api';
import { existsSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listenedCopies } from './hook-copies';
import type { Instrumentation } from './instrumentation';

/** Called with each ES module that is loaded: its name, namespace, specifier and format. */
type ImportListener = (...loaded: unknown[]) => void;

/** The parts of `import-in-the-middle` that are needed, by file. */
interface Entry {
  addHook(listener: ImportListener): void;
}
interface SynchronousHooks {
  supportsSyncHooks(): boolean;
  register(): void;
}
interface Register {
  readonly importHooks: readonly ImportListener[];
  /** What was loaded, for listeners that come later. */
  readonly toHook: unknown[][];
  /** By the names of what was loaded: tells an import of a package from one of its files. */
  readonly specifiers: Map<unknown, unknown>;
}

/** Kept for all copies of this SDK in the thread. */
interface Registered {
  /** The entry file of the copy that hooks the loading of modules. */
  loader?: string;
  /** The entry files of all copies that hear of modules. */
  readonly joined: Set<string>;
}

const kRegistered = Symbol.for('otel-native.module-hooks');

/**
 * Makes ES modules visible to instrumentations, which otherwise see `require` only. Modules that are loaded later can be
 * instrumented. Each copy of `import-in-the-middle` that instrumentations listen to joins once.
 */
export function registerModuleHooks(instrumentations: readonly Instrumentation[]): void {
  const registered = ((globalThis as { [kRegistered]?: Registered })[kRegistered] ??= {
    joined: new Set(),
  });
  const copies = listenedCopies(instrumentations).sort(bySynchronousHooks);
  for (const copy of copies) {
    if (registered.joined.has(copy)) continue;
    registered.joined.add(copy);
    try {
      if (registered.loader === undefined) hookLoading(copy);
      else passOn(registered.loader, copy);
      registered.loader ??= copy;
    } catch (error) {
      diag.error(`ES modules cannot be instrumented through ${copy}`, error);
    }
  }
}

/** Copies that can work on this thread first: the first one does it for all. */
function bySynchronousHooks(a: string, b: string): number {
  return Number(existsSync(synchronousHooksOf(b))) - Number(existsSync(synchronousHooksOf(a)));
}

function synchronousHooksOf(copy: string): string {
  return join(dirname(copy), 'register-hooks.mjs');
}

/**
 * Hooks on this thread are used where Node.js has them: those on a thread of their own cost a round trip per module and
 * are deprecated.
 */
function hookLoading(copy: string): void {
  const path = synchronousHooksOf(copy);
  const hooks = existsSync(path) ? (createRequire(copy)(path) as SynchronousHooks) : undefined;
  if (hooks?.supportsSyncHooks()) hooks.register();
  else register(pathToFileURL(join(dirname(copy), 'hook.mjs')));
}

/**
 * Lets a second copy hear of modules from the one that hooks their loading. Hooks of its own would do nothing: both mark
 * a module's URL in the same way, and the outer one takes it for wrapped (test/instrumentation-copies.test.ts).
 */
function passOn(loader: string, copy: string): void {
  const { addHook } = createRequire(loader)(loader) as Entry;
  const source = registerOf(loader);
  const { importHooks, specifiers, toHook } = registerOf(copy);
  addHook((...loaded) => {
    const [name] = loaded;
    specifiers.set(name, source.specifiers.get(name));
    toHook.push(loaded);
    for (const listener of importHooks) listener(...loaded);
  });
}

function registerOf(copy: string): Register {
  return createRequire(copy)('./lib/register.js') as Register;
}
