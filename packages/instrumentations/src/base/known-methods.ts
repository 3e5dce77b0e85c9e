const kKnownMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'QUERY',
]);

/** Returns the value of `http.request.method`: `_OTHER` for a method that the conventions do not know. */
export function knownMethod(method: string): string {
  if (kKnownMethods.has(method)) return method;
  const upper = method.toUpperCase();
  return kKnownMethods.has(upper) ? upper : '_OTHER';
}
