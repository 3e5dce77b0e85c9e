import { identities } from './server/certificates.ts';
import type { FaultServer } from './server/fault-server.ts';

/** @param host how the sender names the server's machine */
export function endpointOf({ address, tls }: FaultServer, host?: string): string {
  if ('path' in address) return `unix://${address.path}`;
  const isIpv6 = address.host.includes(':');
  const named = host ?? (isIpv6 ? `[${address.host}]` : address.host);
  return `${tls === undefined ? 'http' : 'https'}://${named}:${address.port}`;
}

/** Trusts the authority of all receivers here. */
export function trust(): Record<string, string> {
  return { OTEL_EXPORTER_OTLP_CERTIFICATE: identities.authority.certFile };
}

/**
 * The server's endpoint, and a time for an attempt that is far above what a busy machine needs: a sender that gave up on
 * a request that was taken would send it twice.
 */
export function usualEnvironment(server: FaultServer): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpointOf(server),
    OTEL_EXPORTER_OTLP_TIMEOUT: '10000',
    ...(server.tls !== undefined && trust()),
  };
}

/** For ends at which nothing may be lost, however busy the machine is. */
export function patientEnvironment(server: FaultServer): Record<string, string> {
  return { ...usualEnvironment(server), OTEL_NATIVE_EXIT_TIMEOUT: '20000' };
}

/** For faults that only the end of the sender's time ends. */
export function impatientEnvironment(server: FaultServer): Record<string, string> {
  return { ...usualEnvironment(server), OTEL_EXPORTER_OTLP_TIMEOUT: '700' };
}

/**
 * A few collections in about a second, and exponential histograms. An attempt to export takes at most the interval, so a
 * shorter one would have a busy machine send everything twice.
 */
export function metricEnvironment(isDelta: boolean): Record<string, string> {
  return {
    OTEL_METRICS_EXPORTER: 'otlp',
    OTEL_METRIC_EXPORT_INTERVAL: '400',
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: isDelta ? 'delta' : 'cumulative',
    OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: 'base2_exponential_bucket_histogram',
  };
}
