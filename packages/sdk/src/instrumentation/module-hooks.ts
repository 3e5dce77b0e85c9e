import { diag } from '@opentelemetry/api';
import { existsSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listenedCopies } from './hook-copies';
import type { Instrumentation } from './instrumentation';

/** Called for each ES module that is loaded, with name, namespace, specifier and format. */
type ImportListener = (...loaded: unknown[]) => void;

/** The internal files of `import-in-the-middle` that are used here. */
interface Entry {
  addHook(listener: ImportListener): void;
}
interface SynchronousHooks {
  supportsSyncHooks(): boolean;
  register(): void;
}
interface Register {
  readonly importHooks: readonly ImportListener[];
  /** Modules loaded so far, for listeners that are added later. */
  readonly toHook: unknown[][];
  /** Specifiers by module name. They distinguish the import of a package from the import of one of its files. */
  readonly specifiers: Map<unknown, unknown>;
}

/** Shared by all copies of this SDK in the thread. */
interface Registered {
  /** The entry file of the copy that hooks module loading. */
  loader?: string;
  /** The entry files of all copies that are notified of modules. */
  readonly joined: Set<string>;
}

const kRegistered = Symbol.for('otel-native.module-hooks');

/**
 * Makes ES modules visible to instrumentations, which otherwise see only `require`. Only modules loaded from now on can
 * be instrumented. Each copy of `import-in-the-middle` that instrumentations listen to joins once.
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

/** Sorts copies that support synchronous hooks first: the first copy hooks module loading for all. */
function bySynchronousHooks(a: string, b: string): number {
  return Number(existsSync(synchronousHooksOf(b))) - Number(existsSync(synchronousHooksOf(a)));
}

function synchronousHooksOf(copy: string): string {
  return join(dirname(copy), 'register-hooks.mjs');
}

/**
 * Prefers synchronous hooks on this thread if Node.js has them. Asynchronous hooks on their own thread cost a round
 * trip per module and are deprecated.
 */
function hookLoading(copy: string): void {
  const path = synchronousHooksOf(copy);
  const hooks = existsSync(path) ? (createRequire(copy)(path) as SynchronousHooks) : undefined;
  if (hooks?.supportsSyncHooks()) hooks.register();
  else register(pathToFileURL(join(dirname(copy), 'hook.mjs')));
}

/**
 * Forwards modules from the copy that hooks module loading to a second copy. Hooks of the second copy would do nothing:
 * both copies mark a module's URL in the same way, so the outer one takes the module for wrapped
 * (test/instrumentation-copies.test.ts).
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
