/**
 * Paths that a `URL` takes over as they are: no character that it encodes, no second slash that begins a host, no segment of
 * dots that it removes. A query may follow.
 */
const kPlainPath = /^\/(?![/.])(?:[\w\-~!$&()*+,;=:@.?]|\/(?!\.)|%(?!2[Ee]))*$/;

/** Whether `new URL(path, origin)` would leave the path, query included, as it is. */
export function isPlainPath(path: string): boolean {
  return kPlainPath.test(path);
}

/**
 * Returns the URL of a request, of which only path and query are meant. A target that begins with two slashes is a path:
 * as a reference it would name another host.
 * @param base for a target in another form, such as `*` or a whole URL
 * @returns undefined if they make no URL
 */
export function urlOfTarget(target: string, base: string): URL | undefined {
  return URL.parse(target.startsWith('/') ? kAnyOrigin + target : target, base) ?? undefined;
}

const kAnyOrigin = 'http://localhost';
