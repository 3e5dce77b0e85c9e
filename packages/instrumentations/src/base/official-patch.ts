import { hookPackage, type PackageHook } from 'module-hook';
import { OfficialWrapper } from './official-wrapper';
import type { Scope } from './scope';

/** Supported or not: the official instrumentation may be in any version of a library. */
const kAnyVersion = { atLeast: '0.0.0', below: '100000.0.0' };

/** A method that an official instrumentation replaces. */
export interface PatchedMethod {
  /** The official instrumentation, for the message. */
  readonly official: string;
  /** The library, as its `package.json` names it. */
  readonly library: string;
  /** The file that exports the class. Default: the main file. */
  readonly file?: string;
  /** Returns the object that has the method, from what the file exports. */
  readonly ownerOf: (exports: unknown) => object | undefined;
  readonly method: string;
  /** Names of the functions that the official instrumentation makes. */
  readonly names: readonly string[];
}

/** One installed copy of the library. */
interface Copy {
  readonly owner: Readonly<Record<string, unknown>>;
  readonly wrapper: OfficialWrapper;
}

/** Knows whether the official instrumentation replaced a method in a loaded copy of a library, and reports it once. */
export class OfficialPatch {
  readonly #scope: Scope;
  readonly #patched: PatchedMethod;
  readonly #copies = new Set<Copy>();
  #hook: PackageHook | undefined;
  #isReported = false;

  constructor(scope: Scope, patched: PatchedMethod) {
    this.#scope = scope;
    this.#patched = patched;
  }

  /** Begins to look for copies of the library. Patches nothing. */
  start(): void {
    const { library, file, ownerOf, names } = this.#patched;
    this.#hook = hookPackage({
      name: library,
      ...(file === undefined ? {} : { file }),
      ...kAnyVersion,
      isOptional: true,
      patch: (exports) => {
        const owner = ownerOf(exports) as Copy['owner'] | undefined;
        if (owner === undefined) return;
        const copy = { owner, wrapper: new OfficialWrapper({ names }) };
        this.#copies.add(copy);
        return () => void this.#copies.delete(copy);
      },
    });
  }

  stop(): void {
    this.#hook?.disable();
    this.#hook = undefined;
  }

  get isActive(): boolean {
    for (const { owner, wrapper } of this.#copies) {
      if (wrapper.isIn(owner[this.#patched.method])) {
        this.#report();
        return true;
      }
    }
    return false;
  }

  #report(): void {
    if (this.#isReported) return;
    this.#isReported = true;
    this.#scope.warn(`${this.#patched.official} is active: it records, and this one not`);
  }
}
