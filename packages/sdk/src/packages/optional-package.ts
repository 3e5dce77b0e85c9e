import {
  findPackage,
  loadPackages,
  type FoundPackage,
  type OptionalPackage,
} from 'optional-package';

/** Where an optional package is and whether its version is supported; undefined when it is not installed. */
export function findOptional(wanted: OptionalPackage): FoundPackage | undefined {
  return findPackage(wanted, import.meta.url);
}

/**
 * An optional package that something asked for.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE`, and what it throws while it loads
 */
export function loadOptional<T>(purpose: string, wanted: OptionalPackage): T {
  return loadTogether<[T]>(purpose, [wanted])[0];
}

/** The same for packages that are needed together: nothing is loaded unless all are there. */
export function loadTogether<T extends unknown[]>(
  purpose: string,
  wanted: { readonly [Index in keyof T]: OptionalPackage },
): T {
  return loadPackages<T>(purpose, wanted, import.meta.url);
}
