import { hookPackage } from 'module-hook';
import { loadLogBridge } from '../lazy-parts.cjs';
import type { LogBridgeName } from './log-bridge-names';

/** Files that are loaded before the application can make a logger. */
const kFiles: Readonly<Partial<Record<LogBridgeName, string>>> = {
  winston: 'lib/winston/logger.js',
};
/** The bridge itself knows which versions it supports. */
const kAnyVersion = { atLeast: '0.0.0', below: '1000.0.0' };

/**
 * Loads each bridge together with the first copy of its library, so that applications without it pay for nothing. The console is
 * there from the beginning. Bridges send to the provider that is registered at the time of each record.
 */
export function startLogBridges(names: readonly LogBridgeName[]): void {
  for (const name of names) {
    if (name === 'console') loadLogBridge(name);
    else loadWithLibrary(name);
  }
}

function loadWithLibrary(name: LogBridgeName): void {
  let isLoaded = false;
  const file = kFiles[name];
  hookPackage({
    name,
    ...(file !== undefined && { file }),
    ...kAnyVersion,
    patch() {
      if (isLoaded) return;
      isLoaded = true;
      // The bridge looks for its library itself, and finds this copy loaded.
      loadLogBridge(name);
    },
  });
}
