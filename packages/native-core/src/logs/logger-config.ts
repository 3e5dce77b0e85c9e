import { SeverityNumber, diag } from '@opentelemetry/api';
import type { LoggerScope } from './log-record';

/** What a logger emits. https://opentelemetry.io/docs/specs/otel/logs/sdk/#loggerconfig */
export interface LoggerConfig {
  /** Whether the logger emits anything. Default: true. */
  enabled?: boolean;
  /** Records with a lower severity are left out, except those without a severity. Default: 0. */
  minimumSeverity?: SeverityNumber;
  /** Whether records of traces that are not sampled are left out. Default: false. */
  traceBased?: boolean;
}

/** Returns the configuration of a logger; called once for each scope. */
export type LoggerConfigurator = (loggerScope: LoggerScope) => Required<LoggerConfig>;

/** Which loggers have a configuration. */
export interface LoggerPattern {
  /** The name of the loggers; `*` stands for any text. */
  pattern: string;
  /** Their configuration. What is missing has its default. */
  config: LoggerConfig;
}

export const defaultLoggerConfig: Readonly<Required<LoggerConfig>> = {
  enabled: true,
  minimumSeverity: SeverityNumber.UNSPECIFIED,
  traceBased: false,
};

/** Returns a configurator that uses the first pattern that matches, and the defaults when none does. */
export function createLoggerConfigurator(patterns: LoggerPattern[]): LoggerConfigurator {
  return ({ name }) => {
    const config = patterns.find(({ pattern }) => matches(name, pattern))?.config ?? {};
    return {
      enabled: config.enabled ?? defaultLoggerConfig.enabled,
      minimumSeverity: config.minimumSeverity ?? defaultLoggerConfig.minimumSeverity,
      traceBased: config.traceBased ?? defaultLoggerConfig.traceBased,
    };
  };
}

/** Asks the configurator. Never throws: the logger has the defaults when the configurator throws or returns nothing. */
export function configOf(
  scope: LoggerScope,
  configurator: LoggerConfigurator | undefined,
): Required<LoggerConfig> {
  if (configurator === undefined) return defaultLoggerConfig;
  try {
    const { enabled, minimumSeverity, traceBased } = configurator(scope);
    return { enabled, minimumSeverity, traceBased };
  } catch (error) {
    diag.error(`The configurator of the logger ${scope.name} failed`, error);
    return defaultLoggerConfig;
  }
}

function matches(name: string, pattern: string): boolean {
  if (name === pattern) return true;
  const parts = pattern.split('*');
  if (parts.length === 1) return false;
  const first = parts[0]!;
  const last = parts.at(-1)!;
  const end = name.length - last.length;
  if (end < first.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = name.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
