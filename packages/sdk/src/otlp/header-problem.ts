/**
 * Why Node would refuse a request with this header, or undefined. Its value may be a secret, and so may a name
 * that HTTP does not allow: a token that was given without its name.
 */
export function headerProblem(name: string, value: string): string | undefined {
  const { validateHeaderName, validateHeaderValue } = process.getBuiltinModule('node:http');
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return undefined;
  } catch {
    const shown = /^[\w-]+$/.test(name) ? name : /^([\w-]+): /.exec(name)?.[1];
    return `the OTLP header "${shown ?? '(not shown)'}" has characters that HTTP does not allow`;
  }
}
