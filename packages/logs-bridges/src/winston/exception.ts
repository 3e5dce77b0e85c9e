import type { Attributes } from '@opentelemetry/api';

/** The exception of a record, and which fields belong to it. */
export interface FoundException {
  readonly exception: unknown;
  /** Returns whether a field of the record is part of the exception, and no attribute. */
  readonly includes: (key: string) => boolean;
  /** Further attributes. */
  readonly attributes?: Attributes | undefined;
}

type Fields = Readonly<Record<PropertyKey, unknown>>;

const kSplat: unique symbol = Symbol.for('splat');
/** The part of a stack in front of the message. */
const kClassInStack = /^([^:\n]+):/;

/** Finds the exception of a record: in a field, among the further arguments of the call, or flattened by `format.errors()`. */
export function findException(record: Fields): FoundException | undefined {
  return inField(record, 'err') ?? inField(record, 'error') ?? inSplat(record) ?? inStack(record);
}

function inField(record: Fields, name: 'err' | 'error'): FoundException | undefined {
  const exception = record[name];
  if (exception == null || !isException(exception)) return undefined;
  return {
    exception,
    includes: (key) => key === name,
    attributes: causeAttributes(name, exception),
  };
}

/** A text, a number, or an object that has what an exception has. */
function isException(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'number') return true;
  if (typeof value !== 'object' || value === null) return false;
  const { code, name, message, stack } = value as Fields;
  return code != null || name != null || message != null || stack != null;
}

/** Only errors: the official transport takes any text or number, such as the 5 in `warn('count %d', 5)`, for the exception. */
function inSplat(record: Fields): FoundException | undefined {
  const splat = record[kSplat];
  const exception: unknown = Array.isArray(splat) ? splat.find(isError) : undefined;
  return exception === undefined ? undefined : { exception, includes: () => false };
}

/** True also for errors of another realm. */
function isError(value: unknown): boolean {
  if (value instanceof Error) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { message, stack } = value as Fields;
  return typeof message === 'string' && typeof stack === 'string';
}

function inStack({ stack, code, name, message }: Fields): FoundException | undefined {
  if (typeof stack !== 'string') return undefined;
  const className = typeof name === 'string' ? name : kClassInStack.exec(stack)?.[1];
  return {
    exception: {
      stack,
      ...((typeof code === 'string' || typeof code === 'number') && { code }),
      ...(className !== undefined && { name: className }),
      ...(typeof message === 'string' && { message }),
    },
    includes: (key) => key === 'stack' || key === 'code' || key === 'name',
  };
}

/** Returns the parts of an exception's cause as attributes; undefined without a cause. */
function causeAttributes(name: string, exception: unknown): Attributes | undefined {
  if (typeof exception !== 'object' || exception === null || !('cause' in exception))
    return undefined;
  const { cause } = exception;
  if (cause == null) return undefined;
  const key = `${name}.cause`;
  if (typeof cause === 'string' || typeof cause === 'number') return { [key]: cause };
  if (typeof cause !== 'object') return { [key]: String(cause) };
  const { code, name: type, message, stack } = cause as Fields;
  const attributes: Attributes = {};
  if (typeof code === 'string' || typeof code === 'number') attributes[`${key}.code`] = code;
  if (typeof type === 'string') attributes[`${key}.type`] = type;
  if (typeof message === 'string') attributes[`${key}.message`] = message;
  if (typeof stack === 'string') attributes[`${key}.stacktrace`] = stack;
  return Object.keys(attributes).length > 0 ? attributes : { [key]: String(cause) };
}
