/** The instrumentation of each side of a comparison. The library is loaded after it. */
import { diag, DiagLogLevel } from '@opentelemetry/api';

const classes = {
  mysql2: 'MySQL2Instrumentation',
  redis: 'RedisInstrumentation',
};

/** @param side `official`, `ours` or `none` */
export async function createInstrumentation(library, side) {
  if (side === 'none') return undefined;
  const name =
    side === 'official'
      ? `@opentelemetry/instrumentation-${library}`
      : `@otel-native/instrumentations/${library}`;
  const module = await import(name);
  return new module[classes[library]]();
}

/** Writes warnings and errors of instrumentations to a list. */
export function collectWarnings() {
  const warnings = [];
  const note = (name, message) => warnings.push(`${name}: ${message}`);
  const logger = { warn: note, error: note, info() {}, debug() {}, verbose() {} };
  diag.setLogger(logger, DiagLogLevel.WARN);
  return warnings;
}
