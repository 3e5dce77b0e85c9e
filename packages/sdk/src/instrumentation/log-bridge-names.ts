import { diag } from '@opentelemetry/api';
import { getStringListFromEnv } from '@opentelemetry/core';

const kVariable = 'OTEL_NATIVE_LOG_BRIDGES';
const kEnabledVariable = 'OTEL_NODE_ENABLED_INSTRUMENTATIONS';
const kDisabledVariable = 'OTEL_NODE_DISABLED_INSTRUMENTATIONS';

/** The bridges that `all` stands for. Each takes the place of an official instrumentation. */
const kLoggers = ['pino', 'winston', 'bunyan'] as const;
const kBridges = [...kLoggers, 'console'] as const;

/** A bridge of `@otel-native/logs-bridges`, by the name of its library. */
export type LogBridgeName = (typeof kBridges)[number];

/**
 * Returns the bridges that `OTEL_NATIVE_LOG_BRIDGES` names. Default: `all`; `none` anywhere in the list returns an empty list. Leaves
 * out those whose official instrumentation `OTEL_NODE_ENABLED_INSTRUMENTATIONS` and `OTEL_NODE_DISABLED_INSTRUMENTATIONS` leave out.
 */
export function logBridgesFromEnvironment(): LogBridgeName[] {
  const names = getStringListFromEnv(kVariable) ?? [];
  if (names.includes('none')) return [];
  const isAll = names.length === 0 || names.includes('all');
  names.forEach(warnIfUnknown);
  const enabled = getStringListFromEnv(kEnabledVariable) ?? [];
  const disabled = getStringListFromEnv(kDisabledVariable) ?? [];
  return kBridges.filter((name) => {
    if (disabled.includes(name)) return false;
    // The official collection has no instrumentation of the console.
    if (name === 'console') return names.includes(name);
    return (isAll || names.includes(name)) && (enabled.length === 0 || enabled.includes(name));
  });
}

/** Returns the official instrumentations that these bridges take the place of. */
export function officialCounterparts(bridges: readonly LogBridgeName[]): string[] {
  return bridges
    .filter((name) => name !== 'console')
    .map((name) => `@opentelemetry/instrumentation-${name}`);
}

function warnIfUnknown(name: string): void {
  if (name === 'all' || kBridges.some((bridge) => bridge === name)) return;
  const supported = ['all', 'none', ...kBridges].join(', ');
  diag.warn(`${kVariable} has "${name}", which is ignored. Supported values are: ${supported}.`);
}
