import { context as contextApi, diag, trace, type Context, type Span } from '@opentelemetry/api';

/** Returns the context; the active one for an invalid value, which only JavaScript without types can pass. */
export function usableContext(context: Context): Context {
  return typeof context?.getValue === 'function' ? context : contextApi.active();
}

/** Returns the context with the span; the active context with the span if the given one throws. */
export function contextWith(context: Context, span: Span): Context {
  try {
    return trace.setSpan(context, span);
  } catch (error) {
    diag.warn('A context could not be read; the span is active in the one before', error);
    return trace.setSpan(contextApi.active(), span);
  }
}
