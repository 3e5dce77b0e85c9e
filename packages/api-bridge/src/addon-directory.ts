/**
 * Sets the folder of the native addons of all `@otel-native` packages, for applications that ship them outside of
 * `node_modules`: bundles and single executables. The folder holds the files of the packages' `prebuilds/<platform>/`. Call
 * this before the packages load their addons at first use. It applies to the calling thread only.
 *
 * `OTEL_NATIVE_ADDON_DIR` does the same for the whole process; this call wins over it. If an addon does not load from the
 * folder, a process warning says so, and the packages try the usual places.
 */
export function setAddonDirectory(path: string): void {
  // The loader of each package reads this property first.
  (globalThis as Record<symbol, unknown>)[Symbol.for('otel-addons')] = path;
}
