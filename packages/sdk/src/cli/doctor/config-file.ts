import type * as Configuration from '@opentelemetry/configuration';
import type { Signal } from '@otel-native/api-bridge';
import { onlyEntry } from '../../config-file/entries';
import { configuredLoggers } from '../../config-file/logger-configurator';
import { configuredPropagator } from '../../config-file/propagator';
import { configuredSampler } from '../../config-file/sampler';
import { configuredSpanLimits } from '../../config-file/limits';
import { loadConfigurationReader } from '../../config-file/start-from-config-file';
import { configuredDestination, type ExporterChoice } from './config-file-exporter.ts';
import { kOfficialSender } from './destinations.ts';
import { listenToDiag, textOf } from './diagnostics.ts';
import type { ConfiguredDestinations, Destination, Finding } from './report.ts';

type Model = Configuration.ConfigurationModel;

/** Reads a configuration file the same way as a start does, and sends an empty request to each destination. */
export async function destinationsOfConfigFile(path: string): Promise<ConfiguredDestinations> {
  try {
    const { parseConfigFile, mergeHeadersConfig } = loadConfigurationReader();
    const model = parseConfigFile(path);
    if (model.disabled) return failed(`${path} says disabled: nothing is started`);
    const ask = (signal: Signal, choices: ExporterChoice[]) =>
      Promise.all(
        choices.map((choice) => configuredDestination(signal, choice, mergeHeadersConfig)),
      );
    return {
      findings: findingsOf(model),
      traces: await ask('traces', spanExporters(model)),
      metrics: [...(await ask('metrics', metricExporters(model))), ...pullReaders(model)],
      logs: await ask('logs', logExporters(model)),
    };
  } catch (error) {
    return failed(`OTEL_CONFIG_FILE cannot be used: ${textOf(error)}`);
  }
}

function failed(message: string): ConfiguredDestinations {
  return { findings: [{ severity: 'error', message }], traces: [], metrics: [], logs: [] };
}

/** @throws for everything that would make the start fail */
function findingsOf(model: Model): Finding[] {
  const said = listenToDiag(() => {
    configuredPropagator(model.propagator);
    configuredSampler(model.tracer_provider?.sampler);
    configuredSpanLimits(model.tracer_provider?.limits, model.attribute_limits);
    configuredLoggers(model.logger_provider?.['logger_configurator/development']);
  });
  const warnings = said
    .filter(({ level }) => level === 'warn' || level === 'error')
    .map(({ message }): Finding => ({ severity: 'warning', message }));
  const { sampler } = model.tracer_provider ?? {};
  if (!sampler || !('always_off' in sampler)) return warnings;
  return [...warnings, { severity: 'error', message: 'the sampler always_off records no trace' }];
}

function spanExporters({ tracer_provider }: Model): ExporterChoice[] {
  return (tracer_provider?.processors ?? []).map((processor) => {
    const [, settings] = onlyEntry(processor, 'span processor');
    return (settings as { exporter: ExporterChoice }).exporter;
  });
}

/** The bridge to span events has no exporter. */
function logExporters({ logger_provider }: Model): ExporterChoice[] {
  return (logger_provider?.processors ?? []).flatMap((processor) => {
    const [, settings] = onlyEntry(processor, 'log record processor');
    const { exporter } = (settings ?? {}) as { exporter?: ExporterChoice };
    return exporter === undefined ? [] : [exporter];
  });
}

function metricExporters({ meter_provider }: Model): ExporterChoice[] {
  return (meter_provider?.readers ?? []).flatMap((reader) => {
    const [name, settings] = onlyEntry(reader, 'metric reader');
    return name === 'periodic' ? [(settings as { exporter: ExporterChoice }).exporter] : [];
  });
}

/** Pull readers send nothing by themselves: they wait for a scrape. */
function pullReaders({ meter_provider }: Model): Destination[] {
  return (meter_provider?.readers ?? []).flatMap(({ pull }) => {
    if (!pull) return [];
    const [exporter] = onlyEntry(pull.exporter, 'pull exporter');
    return [{ exporter, sentBy: kOfficialSender }];
  });
}
