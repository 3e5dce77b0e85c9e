/**
 * Says in which folder the native addons of all `@otel-native` packages lie, for applications that carry them outside of
 * `node_modules`: bundles, single executables. The folder holds the files of the packages' `prebuilds/<platform>/`. Call it
 * before the packages load their addons, which they do at their first use. It applies to the calling thread alone.
 *
 * `OTEL_NATIVE_ADDON_DIR` does the same for a whole process; this call wins over it. An addon that does not load from
 * there is a process warning, and the usual places are tried.
 */
export function setAddonDirectory(path: string): void {
  // Where the loader of each package with an addon looks first.
  (globalThis as Record<symbol, unknown>)[Symbol.for('otel-addons')] = path;
}
