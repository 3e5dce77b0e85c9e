import { createRequire } from 'node:module';
import { join } from 'node:path';

const requireFromHere = createRequire(import.meta.url);

/** Resolves packages as a file in the working directory would. */
function requireFromApplication(): NodeJS.Require {
  return createRequire(join(process.cwd(), 'application.js'));
}

/**
 * A package that the application may have installed, loaded when it is needed; undefined when it is not there. It is
 * looked for beside this package, then from the working directory.
 * @param through a package whose dependency it is, for what the application does not depend on itself
 * @throws what the package throws while it loads
 */
export function loadOptional<T>(name: string, through?: string): T | undefined {
  for (const start of [requireFromHere, requireFromApplication()]) {
    const throughPath = through && resolveOptional(start, through);
    const require = throughPath ? createRequire(throughPath) : start;
    const path = resolveOptional(require, name);
    if (path !== undefined) return require(path) as T;
  }
  return undefined;
}

/** A package as the application itself would load it; undefined when the application does not have it. */
export function loadFromApplication<T>(name: string): T | undefined {
  const require = requireFromApplication();
  const path = resolveOptional(require, name);
  return path === undefined ? undefined : (require(path) as T);
}

/** Where a module is, or undefined when it is not there. */
export function resolveOptional(require: NodeJS.Require, specifier: string): string | undefined {
  try {
    return require.resolve(specifier);
  } catch {
    return undefined;
  }
}
