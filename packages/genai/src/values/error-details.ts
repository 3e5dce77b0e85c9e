/** What is known of an error. Reading it never throws: errors are objects of the application. */
export interface ErrorDetails {
  /** A low-cardinality name: of the class, or the one that the error gives itself. */
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
}

/** For errors without a name: https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/#error-type */
const kOther = '_OTHER';
const kMaxTypeLength = 200;

export function errorDetails(error: unknown): ErrorDetails {
  const isObject = typeof error === 'object' && error !== null;
  if (!isObject) return { type: kOther, message: textOf(error), stack: undefined };
  return {
    type: typeName(error).slice(0, kMaxTypeLength),
    message: textIn(error, 'message') ?? '',
    stack: textIn(error, 'stack'),
  };
}

/** Clients of providers name the class of an error, and leave `name` as it is. */
function typeName(error: object): string {
  const name = textIn(error, 'name');
  if (name !== undefined && name !== '' && name !== 'Error') return name;
  try {
    const { name: className } = error.constructor;
    if (typeof className === 'string' && className !== '' && className !== 'Object')
      return className;
  } catch {
    // An object without a class.
  }
  return name === undefined || name === '' ? kOther : name;
}

function textIn(error: object, member: 'message' | 'name' | 'stack'): string | undefined {
  try {
    const value = (error as Record<string, unknown>)[member];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'function' ? '(function)' : String(value);
}
