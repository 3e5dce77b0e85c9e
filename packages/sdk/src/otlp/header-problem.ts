/**
 * Why Node would refuse a request with this header, or undefined. Its value may be a secret, and what follows a character
 * that no name has may be the value.
 */
export function headerProblem(name: string, value: string): string | undefined {
  const { validateHeaderName, validateHeaderValue } = process.getBuiltinModule('node:http');
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return undefined;
  } catch {
    const shown = /^[\w-]*/.exec(name)![0];
    return `the OTLP header "${shown === name ? name : `${shown}…`}" has characters that HTTP does not allow`;
  }
}
