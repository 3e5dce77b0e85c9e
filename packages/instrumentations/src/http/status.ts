/**
 * Statuses of spans: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status
 */
import { SpanStatusCode, type Attributes, type Span } from '@opentelemetry/api';

/** The lowest status of a response that is an error for a server, and for a client. */
export const kFirstServerError = 500;
export const kFirstClientError = 400;

const kLowest = 100;
const kHighest = 599;

/** Whether the status makes the span one with an error. A number that is no status does. */
export function isErrorStatus(statusCode: number, firstError: number): boolean {
  return !(statusCode >= kLowest && statusCode < firstError);
}

/** Returns the value of `error.type`; undefined where there is none. */
export function errorTypeOf(statusCode: number, firstError: number): string | undefined {
  return statusCode >= firstError && statusCode <= kHighest ? String(statusCode) : undefined;
}

/** Writes an error into a span, and its type into the attributes of the metric. */
export function recordError(span: Span, metricAttributes: Attributes, error: unknown): void {
  const { name, message } = (error ?? {}) as Partial<Error>;
  const type = name ?? 'Error';
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR, ...(message !== undefined && { message }) });
  span.recordException((error ?? type) as Error);
  metricAttributes['error.type'] = type;
}
