import { createNoopLogger, type LoggerProvider } from '@opentelemetry/api';

/** Where `@opentelemetry/api-logs`, the logs API before version 1.10 of `@opentelemetry/api`, keeps its provider. */
const kKey = Symbol.for('io.opentelemetry.js.api.logs');
/** The version of that API. */
const kVersion = 1;

type ProviderOf = (version: number) => LoggerProvider;

/**
 * Registers a provider with `@opentelemetry/api-logs` too, as packages such as `@opentelemetry/winston-transport` still
 * use that API. Leaves a provider alone that the application has registered there.
 */
export function setApiLogsProvider(provider: LoggerProvider): void {
  const shared = globalThis as unknown as Record<symbol, ProviderOf | undefined>;
  const noop: LoggerProvider = { getLogger: () => createNoopLogger() };
  shared[kKey] ??= (version) => (version === kVersion ? provider : noop);
}
