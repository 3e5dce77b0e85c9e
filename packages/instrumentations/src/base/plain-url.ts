/**
 * Paths that a `URL` takes over as they are: no character that it encodes, no second slash that begins a host, no segment of
 * dots that it removes. A query may follow.
 */
const kPlainPath = /^\/(?![/.])(?:[\w\-~!$&()*+,;=:@.?]|\/(?!\.)|%(?!2[Ee]))*$/;

/** Whether `new URL(path, origin)` would leave the path, query included, as it is. */
export function isPlainPath(path: string): boolean {
  return kPlainPath.test(path);
}
