import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chosenDirectory } from './addon-directory.ts';
import { prebuiltName, usualPlaces, type AddonDescription } from './addon-places.ts';
import { noBinaryError, type Attempt } from './no-binary-error.ts';
import { missingBytes } from './truncated-elf.ts';

const kMissing = new Error('no such file');
const kSaid = Symbol.for('otel-addons-said');

interface Loaded<Addon> {
  readonly addon: Addon;
  readonly path: string;
}

/** The native addon of a package. It is looked for when it is needed first, and so is the reason where none loads. */
export class AddonFile<Addon> {
  readonly #description: AddonDescription;
  readonly #reasonAgainst: (addon: Addon) => Error | undefined;
  #loaded: Loaded<Addon> | Error | undefined;

  /** @param reasonAgainst why an addon that loads cannot be used all the same */
  constructor(
    description: AddonDescription,
    reasonAgainst: (addon: Addon) => Error | undefined = () => undefined,
  ) {
    this.#description = description;
    this.#reasonAgainst = reasonAgainst;
  }

  /**
   * Returns the addon. It can be called without its object.
   * @throws `error` where that is not undefined
   */
  readonly load = (): Addon => {
    const loaded = this.#once();
    if (loaded instanceof Error) throw loaded;
    return loaded.addon;
  };

  /** Why the addon cannot be used, with code `ERR_OTEL_NATIVE_NO_BINARY` where none loads; undefined where it can. */
  get error(): Error | undefined {
    const loaded = this.#once();
    return loaded instanceof Error ? loaded : undefined;
  }

  /** The file that was loaded; undefined where none was. */
  get path(): string | undefined {
    const loaded = this.#once();
    return loaded instanceof Error ? undefined : loaded.path;
  }

  #once(): Loaded<Addon> | Error {
    return (this.#loaded ??= this.#load());
  }

  #load(): Loaded<Addon> | Error {
    const found = findAddon<Addon>(this.#description);
    if (found instanceof Error) return found;
    return this.#reasonAgainst(found.addon) ?? found;
  }
}

function findAddon<Addon>(description: AddonDescription): Loaded<Addon> | Error {
  const failed: Attempt[] = [];
  const tried = new Set<string>();
  for (const path of places(description, failed)) {
    if (tried.has(path)) continue;
    tried.add(path);
    const addon = tryToLoad<Addon>(path, description);
    if (!(addon instanceof Error)) return { addon, path };
    failed.push({ path, reason: addon });
  }
  return noBinaryError(description, failed);
}

/** The chosen folder first. When it is left, nothing in it did load: `failed` has the reason. */
function* places(description: AddonDescription, failed: readonly Attempt[]): Generator<string> {
  const chosen = chosenDirectory();
  if (chosen !== undefined) {
    yield join(chosen.path, prebuiltName(description));
    // A folder that is not there is said once, and not by each package with an addon.
    const { path, reason } = existsSync(chosen.path) ? failed[0]! : { ...chosen, reason: kMissing };
    warnOnce(`${chosen.by}: ${path} is not used (${reason.message}); the usual places are tried`);
  }
  yield* usualPlaces(description);
}

function tryToLoad<Addon>(path: string, { usesLibuv }: AddonDescription): Addon | Error {
  if (usesLibuv && process.versions.bun !== undefined) return new Error('Bun has no libuv');
  // Asked for first, as the error of a file that is not there lists all who wanted it.
  if (!existsSync(path)) return kMissing;
  try {
    const missing = missingBytes(path);
    if (missing > 0) return new Error(`the file is cut off: ${missing} bytes are missing`);
    return createRequire(path)(path) as Addon;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Each package has a copy of this code: what was said already is known to all of them. */
function warnOnce(message: string): void {
  const said = ((globalThis as { [kSaid]?: Set<string> })[kSaid] ??= new Set());
  if (said.has(message)) return;
  said.add(message);
  process.emitWarning(message, { type: 'OpenTelemetryWarning', code: 'OTEL_NATIVE_ADDON_DIR' });
}
