import { diag } from '@opentelemetry/api';
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { resolveOptional } from '../optional-package';

/** The part of `import-in-the-middle/register-hooks.mjs` that is needed. */
interface SynchronousHooks {
  supportsSyncHooks(): boolean;
  register(): void;
}

/**
 * Makes ES modules visible to instrumentations, which otherwise see `require` only. Modules that are loaded later can be
 * instrumented.
 *
 * Hooks on this thread are used where Node.js has them: those on a thread of their own cost a round trip per
 * module and are deprecated. Both come from the package that the instrumentations listen to.
 */
export function registerModuleHooks(): void {
  try {
    const requireFromHere = createRequire(import.meta.url);
    const require = createRequire(requireFromHere.resolve('@opentelemetry/instrumentation'));
    const path = resolveOptional(require, 'import-in-the-middle/register-hooks.mjs');
    const synchronous = path === undefined ? undefined : (require(path) as SynchronousHooks);
    if (synchronous?.supportsSyncHooks()) synchronous.register();
    else register(pathToFileURL(require.resolve('import-in-the-middle/hook.mjs')));
  } catch (error) {
    diag.error('ES modules cannot be instrumented', error);
  }
}
