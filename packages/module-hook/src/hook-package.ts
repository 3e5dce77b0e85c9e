import { diag } from '@opentelemetry/api';
import { basename, dirname, isAbsolute, normalize } from 'node:path';
import {
  describeModule,
  resolveFrom,
  type FoundModule,
  type WantedModule,
} from './found-module.ts';
import { commonJsModules, listenToLoads, publishesLoads } from './module-loads.ts';

/** A CommonJS package to patch when the application loads it. */
export interface HookedPackage extends WantedModule {
  /**
   * Changes the module's exports in place, and may return a function that undoes it. Called once for each installed
   * copy, before `require` or `import` returns to the application. An error is logged through `diag`.
   */
  patch(exports: unknown, module: FoundModule & { readonly wasLoaded: boolean }): Undo | void;
  /** Whether everything works without the patch too: nothing is logged where loads are not published. Default: false. */
  readonly isOptional?: boolean;
}

/** Undoes a patch. */
export type Undo = () => void;

/** Looks for a package until it is disabled. */
export interface PackageHook {
  /** Stops to look, and undoes all patches. */
  disable(): void;
}

/**
 * Patches a package when it is loaded by `require` or `import`, and now if it was loaded before. Reaches this thread's
 * modules only: a worker needs its own call.
 */
export function hookPackage(wanted: HookedPackage): PackageHook {
  const hook = new Hook(wanted);
  if (!wanted.isOptional && !publishesLoads()) {
    try {
      diag.warn(
        `${wanted.name} is not instrumented as it loads: this runtime does not publish loads`,
      );
    } catch {
      // The application's diagnostic logger threw, and no other is left to report it.
    }
  }
  return hook;
}

class Hook implements PackageHook {
  readonly #wanted: HookedPackage;
  /** Part of all paths of the package, with this system's separators. */
  readonly #partOfPath: string;
  /** Last part of the identifiers that load the wanted file. */
  readonly #stem: string;
  readonly #patched = new Map<string, Undo | undefined>();
  readonly #stopListening: () => void;

  constructor(wanted: HookedPackage) {
    this.#wanted = wanted;
    this.#partOfPath = normalize(wanted.name);
    this.#stem = stemOf(wanted);
    for (const path of Object.keys(commonJsModules())) {
      if (path.includes(this.#partOfPath)) this.#found(path, true);
    }
    this.#stopListening = listenToLoads((id, parent) => this.#loaded(id, parent));
  }

  disable(): void {
    this.#stopListening();
    for (const [path, undo] of this.#patched) {
      attempt(`${path} keeps its patches`, () => undo?.());
    }
    this.#patched.clear();
  }

  /** Runs for every `require` of the application: it compares strings before it resolves anything. */
  #loaded(id: string, parent: string | undefined): void {
    const path = isAbsolute(id) ? this.#pathOfAbsolute(id) : this.#pathOfOther(id, parent);
    if (path !== undefined) this.#found(path, false);
  }

  #pathOfAbsolute(id: string): string | undefined {
    return id.includes(this.#partOfPath) ? id : undefined;
  }

  #pathOfOther(id: string, parent: string | undefined): string | undefined {
    const isWanted = id === this.#wanted.name || (this.#wanted.file && lastPart(id) === this.#stem);
    return isWanted && parent !== undefined ? resolveFrom(parent, id) : undefined;
  }

  #found(path: string, wasLoaded: boolean): void {
    if (this.#patched.has(path)) return;
    const module = commonJsModules()[path];
    // In a circle of modules, an inner `require` returns exports that are not complete.
    if (!module?.loaded) return;
    const found = describeModule(this.#wanted, path);
    if (found === undefined) return;
    this.#patched.set(path, undefined);
    attempt(`${found.folder} is not instrumented`, () => {
      const undo = this.#wanted.patch(module.exports, { ...found, wasLoaded });
      this.#patched.set(path, undo ?? undefined);
    });
  }
}

function stemOf({ name, file }: WantedModule): string {
  if (file === undefined || file === 'index.js') return lastPart(name);
  return lastPart(basename(file) === 'index.js' ? dirname(file) : file);
}

function lastPart(id: string): string {
  return basename(id).replace(/\.c?js$/, '');
}

function attempt(failure: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    diag.error(failure, error);
  }
}
