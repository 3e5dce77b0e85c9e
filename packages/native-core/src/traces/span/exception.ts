import type { Attributes, Exception } from '@opentelemetry/api';
import { convertedText } from '../../record/own-text';

/**
 * Returns the attributes of an `exception` event, as far as the value has them; none if reading a property throws.
 * https://opentelemetry.io/docs/specs/otel/trace/exceptions/
 */
export function exceptionAttributes(exception: Exception): Attributes {
  if (typeof exception === 'string') return { 'exception.message': exception };
  const attributes: Attributes = {};
  try {
    const { code, name, message, stack } = exception ?? {};
    if (code) attributes['exception.type'] = convertedText(code);
    else if (name) attributes['exception.type'] = name;
    if (message) attributes['exception.message'] = message;
    if (stack) attributes['exception.stacktrace'] = stack;
  } catch {
    // Without attributes: the value cannot be read.
  }
  return attributes;
}
