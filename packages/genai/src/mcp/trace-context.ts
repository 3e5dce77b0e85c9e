import {
  isSpanContextValid,
  propagation,
  trace,
  type Context,
  type Link,
  type TextMapGetter,
} from '@opentelemetry/api';
import { memberOf, type Call } from './messages';

const kMeta = '_meta';

/**
 * Returns the call with the trace context in `params._meta`, under the propagators' own keys (SEP-414); the same object where they
 * write nothing. Never changes the application's objects.
 */
export function withTraceContext<C extends Call>(call: C, context: Context): C {
  const carrier: Record<string, string> = {};
  propagation.inject(context, carrier);
  if (Object.keys(carrier).length === 0) return call;
  const meta = memberOf(call.params, kMeta) as object | undefined;
  return { ...call, params: { ...(call.params as object), [kMeta]: { ...meta, ...carrier } } };
}

const getter: TextMapGetter<object> = {
  keys: (meta) => Object.keys(meta),
  get: (meta, key) => {
    const value = memberOf(meta, key);
    return typeof value === 'string' ? value : undefined;
  },
};

/** Where the span of a received call belongs. */
export interface ReceivedContext {
  readonly parent: Context;
  /** To what was active beside the sender's context: the HTTP request that brought the call. */
  readonly links: Link[];
}

export function receivedContext(call: Call, ambient: Context): ReceivedContext {
  const meta = memberOf(call.params, kMeta);
  if (typeof meta !== 'object' || meta === null) return { parent: ambient, links: [] };
  const parent = propagation.extract(ambient, meta, getter);
  const before = trace.getSpanContext(ambient);
  const after = trace.getSpanContext(parent);
  const isOther = before !== undefined && before.spanId !== after?.spanId;
  return { parent, links: isOther && isSpanContextValid(before) ? [{ context: before }] : [] };
}
