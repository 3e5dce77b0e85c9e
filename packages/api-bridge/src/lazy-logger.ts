import { logs, type Logger } from '@opentelemetry/api';
import { followProvider } from './follow-provider';
import type { ScopeIdentity } from './scope-identity';

/** Returns a logger that passes every call to the SDK registered at that moment. */
export function lazyLogger(scope: ScopeIdentity): Logger {
  const current = followProvider(
    () => logs.getLoggerProvider(),
    (provider) => provider.getLogger(...scope),
  );
  return {
    emit: (record) => current().emit(record),
    enabled: (options) => current().enabled(options),
  };
}
