/**
 * Returns why Node would refuse a request with this header, or undefined. The message contains neither the value nor an
 * invalid name, since both may be secrets: an invalid name may be a token that was given without its name.
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
