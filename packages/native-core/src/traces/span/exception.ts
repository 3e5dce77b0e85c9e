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
    if (code) attributes['exception.type'] = shownText(code);
    else if (name) attributes['exception.type'] = name;
    if (message) attributes['exception.message'] = message;
    if (stack) attributes['exception.stacktrace'] = stack;
  } catch {
    // What was read before the throw is kept.
  }
  return attributes;
}
