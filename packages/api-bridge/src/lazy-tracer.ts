import { trace, type Tracer } from '@opentelemetry/api';
import { followProvider } from './follow-provider';
import type { ScopeIdentity } from './scope-identity';

/** Returns a tracer that passes every call to the SDK registered at that moment. */
export function lazyTracer(scope: ScopeIdentity): Tracer {
  const current = followProvider(
    () => trace.getTracerProvider(),
    (provider) => provider.getTracer(...scope),
  );
  return {
    startSpan: (...args) => current().startSpan(...args),
    startActiveSpan: (...args: unknown[]) =>
      (current().startActiveSpan as (...args: unknown[]) => never)(...args),
  };
}
