import type { Attributes, Exception } from '@opentelemetry/api';
import { shownText } from '../../record/own-text';

/**
 * The attributes of an `exception` event, without those that the value does not tell. A value whose properties throw
 * tells nothing. https://opentelemetry.io/docs/specs/otel/trace/exceptions/
 */
export function exceptionAttributes(exception: Exception): Attributes {
  if (typeof exception === 'string') return { 'exception.message': exception };
  const attributes: Attributes = {};
  try {
    const { code, name, message, stack } = exception ?? {};
    if (code) attributes['exception.type'] = isList(code) ? shownText(code) : code.toString();
    else if (name) attributes['exception.type'] = name;
    if (message) attributes['exception.message'] = message;
    if (stack) attributes['exception.stacktrace'] = stack;
  } catch {
    // What was read before the throw is kept.
  }
  return attributes;
}

/** More elements than a code has. */
const kMaxElements = 100;

/** A list whose text may have any length. */
function isList(value: unknown): boolean {
  if (ArrayBuffer.isView(value)) return true;
  if (!Array.isArray(value)) return false;
  return value.length > kMaxElements || value.some((element) => Object(element) === element);
}
