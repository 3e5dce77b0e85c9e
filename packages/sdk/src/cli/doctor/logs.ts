import { resolveProtocol, type OtlpProtocol } from 'otlp-settings';
import {
  logExportersFromEnvironment,
  type LogExporterName,
} from '../../logs/environment/log-exporters';
import { nativeLogSender } from '../../logs/native-log-sender';
import { consoleLogExporter, officialOtlpLogExporter } from '../../logs/official-logs';
import { kOfficialSender, nativeSenderTo, otlpDestination } from './destinations.ts';
import { textOf } from './diagnostics.ts';
import { targetFromEnvironment } from './otlp-from-environment.ts';
import type { Destination } from './report.ts';

/** The destinations of log records that the environment names, each with the answer to an empty request. */
export async function logDestinations(): Promise<Destination[]> {
  const { protocol } = resolveProtocol('logs');
  return Promise.all(logExportersFromEnvironment().map((name) => destinationNamed(name, protocol)));
}

async function destinationNamed(
  exporter: LogExporterName,
  protocol: OtlpProtocol,
): Promise<Destination> {
  try {
    const isNative =
      exporter === 'otlp' && protocol === 'http/protobuf' && nativeLogSender().sender !== undefined;
    const missing = isNative ? undefined : missingPackage(exporter, protocol);
    if (exporter === 'console')
      return {
        exporter,
        sentBy: kOfficialSender,
        ...(missing !== undefined && { problem: missing }),
      };
    const { problem = missing, ...settings } = targetFromEnvironment('logs', protocol);
    const sentBy = isNative ? nativeSenderTo(settings.target.url) : kOfficialSender;
    return await otlpDestination('logs', { exporter, protocol, sentBy, ...settings, problem });
  } catch (error) {
    return { exporter, problem: textOf(error) };
  }
}

/** Why the official packages of an exporter cannot be used; undefined if they can. */
function missingPackage(name: LogExporterName, protocol: OtlpProtocol): string | undefined {
  try {
    if (name === 'otlp') officialOtlpLogExporter(protocol);
    else consoleLogExporter();
    return undefined;
  } catch (error) {
    return textOf(error);
  }
}
