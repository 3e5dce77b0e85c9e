import {
  metricExportersFromEnvironment,
  metricProtocolFromEnvironment,
  type MetricExporterName,
} from '../../metrics/environment/metric-exporters';
import { canBeNative } from '../../metrics/meter-provider';
import {
  officialOtlpMetricExporter,
  prometheusReader,
  sdkMetrics,
} from '../../metrics/official-metrics';
import type { OtlpProtocol } from '../../otlp/otlp-protocol';
import { otlpDestination } from './destinations.ts';
import { textOf } from './diagnostics.ts';
import { isCompressed, targetFromEnvironment } from './otlp-from-environment.ts';
import type { Destination } from './report.ts';

/** The destinations of metrics that the environment names, each with the answer to an empty request. */
export async function metricDestinations(): Promise<Destination[]> {
  const names = metricExportersFromEnvironment();
  const protocol = metricProtocolFromEnvironment();
  const isNative = names.join() === 'otlp' && protocol === 'http/protobuf' && canBeNative();
  const sentBy = isNative ? 'native threads' : 'the official SDK, on the JavaScript thread';
  return Promise.all(
    names.map((exporter) => {
      const problem = isNative ? undefined : missingPackage(exporter, protocol);
      if (exporter === 'otlp') {
        return otlpDestination('METRICS', {
          exporter,
          protocol,
          sentBy,
          target: targetFromEnvironment('METRICS', protocol),
          isCompressed: isCompressed('METRICS'),
          problem,
        });
      }
      return { exporter, sentBy, ...(problem !== undefined && { problem }) };
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
