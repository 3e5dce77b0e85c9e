import { createRequire, isBuiltin, syncBuiltinESMExports } from 'node:module';
import { join, sep } from 'node:path';
import { announce } from '../announce';
import { applicationModules, loadedPackage } from './application-modules';
import type { Instrumentation } from './instrumentation';

/** What `InstrumentationBase` keeps of a module: whether its hooks have seen it. */
interface Target {
  readonly name: string;
  readonly moduleExports?: unknown;
  readonly moduleVersion?: string;
}

/**
 * Reaches what was loaded before the instrumentations, where that can be: Node's own modules have one object for all, which
 * is patched when anyone asks for it after them.
 */
export function patchLoadedBuiltins(instrumentations: readonly Instrumentation[]): void {
  const loaded = new Set((process as { moduleLoadList?: string[] }).moduleLoadList);
  const late = unseenTargets(instrumentations).filter(
    ({ name }) => isBuiltin(name) && loaded.has(`NativeModule ${name}`),
  );
  if (late.length === 0) return;
  const require = createRequire(join(sep, 'any.js'));
  for (const { name } of late) require(name);
  syncBuiltinESMExports();
}

/**
 * Says once which packages the application had loaded before the instrumentations. Asked when the application's first turn
 * is over: what an ES module imports is loaded before it can start an SDK, but runs behind it.
 */
export function reportLateStart(instrumentations: readonly Instrumentation[]): void {
  setImmediate(() => {
    const names = latePackages(instrumentations);
    if (names.length === 0) return;
    announce(
      'OTEL_NATIVE_LATE_START',
      `not instrumented, as the application loaded it before OpenTelemetry started: ${names.join(', ')}. Start it first, as in: node --import ./telemetry.mjs app.mjs`,
    );
  }).unref();
}

function latePackages(instrumentations: readonly Instrumentation[]): string[] {
  const names = unseenTargets(instrumentations).map(({ name }) => name);
  const packages = [...new Set(names)].filter((name) => !isBuiltin(name));
  if (packages.length === 0) return [];
  const modules = applicationModules();
  return packages.filter((name) => loadedPackage(name, modules));
}

function unseenTargets(instrumentations: readonly Instrumentation[]): Target[] {
  return instrumentations
    .flatMap((one) => (one as Instrumentation & { _modules?: readonly Target[] })._modules ?? [])
    .filter(
      ({ moduleExports, moduleVersion }) =>
        moduleExports === undefined && moduleVersion === undefined,
    );
}
