import { SeverityNumber } from '@opentelemetry/api';
import type {
  LoggerProviderConfigModel,
  SeverityNumberConfigModel,
} from '@opentelemetry/configuration';
import type { LoggerConfig, LoggerConfigurator } from '@otel-native/native-core/logs';
import { warnOfUnused } from './entries';
import { matchesWildcards } from './wildcards';

const kName = 'logger_configurator/development';
type Model = NonNullable<LoggerProviderConfigModel[typeof kName]>;
type ConfigModel = NonNullable<Model['default_config']>;

/**
 * Converts `logger_configurator/development`: the first entry whose name matches decides, else `default_config`.
 * Settings left out have the defaults of a logger.
 * https://opentelemetry.io/docs/specs/otel/logs/sdk/#loggerconfigurator
 */
export function configuredLoggers(model: Model | undefined): LoggerConfigurator | undefined {
  if (!model) return undefined;
  warnOfUnused(kName, model, ['default_config', 'loggers']);
  const rest = loggerConfig(model.default_config);
  const entries = (model.loggers ?? []).map((entry) => {
    warnOfUnused(`${kName}.loggers`, entry, ['name', 'config']);
    return { pattern: entry.name, config: loggerConfig(entry.config) };
  });
  return ({ name }) =>
    entries.find(({ pattern }) => matchesWildcards(name, pattern))?.config ?? rest;
}

function loggerConfig(model: ConfigModel | null | undefined): Required<LoggerConfig> {
  warnOfUnused(`${kName} config`, model, ['enabled', 'minimum_severity', 'trace_based']);
  return {
    enabled: model?.enabled ?? true,
    minimumSeverity: severityOf(model?.minimum_severity),
    traceBased: model?.trace_based ?? false,
  };
}

/** The names of the schema are those of the enumeration, in lower case. */
function severityOf(name: SeverityNumberConfigModel | undefined): SeverityNumber {
  if (name == null) return SeverityNumber.UNSPECIFIED;
  return SeverityNumber[name.toUpperCase() as keyof typeof SeverityNumber];
}
