import { resolveProtocol, type OtlpProtocol } from 'otlp-settings';
import {
  metricExportersFromEnvironment,
  type MetricExporterName,
} from '../../metrics/environment/metric-exporters';
import { nativeMetricSender } from '../../metrics/native-metric-sender';
import {
  officialOtlpMetricExporter,
  prometheusReader,
  sdkMetrics,
} from '../../metrics/official-metrics';
import { kOfficialSender, nativeSenderTo, otlpDestination } from './destinations.ts';
import { textOf } from './diagnostics.ts';
import { targetFromEnvironment } from './otlp-from-environment.ts';
import type { Destination } from './report.ts';

/** The destinations of metrics that the environment names, each with the answer to an empty request. */
export async function metricDestinations(): Promise<Destination[]> {
  const names = metricExportersFromEnvironment();
  const { protocol } = resolveProtocol('metrics');
  const isOtlp = names.join() === 'otlp' && protocol === 'http/protobuf';
  const native = isOtlp ? nativeMetricSender() : undefined;
  return Promise.all(
    names.map((exporter) => {
      const missing = native === undefined ? missingPackage(exporter, protocol) : undefined;
      if (exporter !== 'otlp') {
        return {
          exporter,
          sentBy: kOfficialSender,
          ...(missing !== undefined && { problem: missing }),
        };
      }
      const { problem = missing, ...settings } = targetFromEnvironment('metrics', protocol);
      const sentBy = native ? nativeSenderTo(settings.target.url) : kOfficialSender;
      return otlpDestination('metrics', { exporter, protocol, sentBy, ...settings, problem });
    }),
  );
}

/** Why the official packages of an exporter cannot be used; undefined if they can. */
function missingPackage(name: MetricExporterName, protocol: OtlpProtocol): string | undefined {
  try {
    sdkMetrics(`the exporter "${name}"`);
    if (name === 'otlp') officialOtlpMetricExporter(protocol);
    if (name === 'prometheus') prometheusReader({ preventServerStart: true });
    return undefined;
  } catch (error) {
    return textOf(error);
  }
}
