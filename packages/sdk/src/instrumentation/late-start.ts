import { diag } from '@opentelemetry/api';
import { createRequire, isBuiltin, syncBuiltinESMExports } from 'node:module';
import { join, sep } from 'node:path';
import { announce } from '../diagnostics/announce';
import { applicationModules, loadedPackage } from './application-modules';
import type { Instrumentation } from './instrumentation';

/** Private fields of `InstrumentationBase`: its hooks, and whether they have seen each module. */
interface Listening {
  readonly _hooks?: readonly object[];
  readonly _modules?: readonly Target[];
}
interface Target {
  readonly name: string;
  readonly patch?: unknown;
  readonly moduleExports?: unknown;
  readonly moduleVersion?: string;
}

/**
 * Patches built-in modules that were loaded before the instrumentations. Each built-in module has a single exports
 * object, which is patched when it is required again.
 */
export function patchLoadedBuiltins(instrumentations: readonly Instrumentation[]): void {
  const loaded = new Set((process as { moduleLoadList?: string[] }).moduleLoadList);
  const late = unseenTargets(instrumentations).filter(
    ({ name }) => isBuiltin(name) && loaded.has(`NativeModule ${name}`),
  );
  if (late.length === 0) return;
  const require = createRequire(join(sep, 'any.js'));
  for (const { name } of late) {
    try {
      require(name);
    } catch (error) {
      diag.error(`${name} cannot be instrumented`, error);
    }
  }
  syncBuiltinESMExports();
}

/**
 * Warns once of packages that run without their instrumentation. Runs after the application's first turn of the event
 * loop: an ES module loads its imports before it can start an SDK, but runs them after.
 */
export function reportLateStart(instrumentations: readonly Instrumentation[]): void {
  setImmediate(() => {
    const names = namesOrNone(() => latePackages(instrumentations));
    if (names.length === 0) return;
    announce(
      'OTEL_NATIVE_LATE_START',
      `not instrumented: ${names.join(', ')}. The application loaded it before OpenTelemetry started, or in a version that its instrumentation does not know. To start first: node --import ./telemetry.mjs app.mjs`,
    );
  });
}

/** Reading the private fields of other packages must not end the application. */
function namesOrNone(find: () => string[]): string[] {
  try {
    return find();
  } catch (error) {
    diag.debug('it is not known what was loaded before OpenTelemetry started', error);
    return [];
  }
}

function latePackages(instrumentations: readonly Instrumentation[]): string[] {
  const names = unseenTargets(instrumentations).map(({ name }) => name);
  const packages = names.filter((name) => !isBuiltin(name));
  if (packages.length === 0) return [];
  const modules = applicationModules();
  return packages.filter((name) => loadedPackage(name, modules));
}

/** Keeps one target per name: instrumentations list a module once for each range of versions. */
function unseenTargets(instrumentations: readonly Instrumentation[]): Target[] {
  const targets = instrumentations.flatMap((one) => {
    const { _hooks = [], _modules = [] } = one as Instrumentation & Listening;
    return _hooks.length === 0 ? [] : _modules;
  });
  const seen = new Set(targets.filter(isSeen).map(({ name }) => name));
  return [...new Map(targets.map((one) => [one.name, one])).values()].filter(
    ({ name }) => !seen.has(name),
  );
}

/** The version is known once any file of the package was seen, the exports once its entry was seen. */
function isSeen({ patch, moduleExports, moduleVersion }: Target): boolean {
  return moduleExports !== undefined || (patch === undefined && moduleVersion !== undefined);
}
