import {
  findPackage,
  loadPackages,
  type FoundPackage,
  type OptionalPackage,
} from 'optional-package';

/**
 * Returns where an optional package is installed and whether its version is supported; undefined if it is not
 * installed.
 */
export function findOptional(wanted: OptionalPackage): FoundPackage | undefined {
  return findPackage(wanted, import.meta.url);
}

/**
 * Loads an optional package that a setting needs.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE`, and any error of the package
 *   while it loads
 */
export function loadOptional<T>(purpose: string, wanted: OptionalPackage): T {
  return loadTogether<[T]>(purpose, [wanted])[0];
}

/** Loads packages that are needed together; loads none unless all are installed. */
export function loadTogether<T extends unknown[]>(
  purpose: string,
  wanted: { readonly [Index in keyof T]: OptionalPackage },
): T {
  return loadPackages<T>(purpose, wanted, import.meta.url);
}
