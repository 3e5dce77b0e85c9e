import { ExportMetricsServiceRequest } from 'otlp-receiver/message-types';

/** The fields of a metric that tests use. */
export interface ReceivedMetric {
  name: string;
  unit: string;
  [kind: string]: unknown;
}

export interface ReceivedMetrics {
  resourceMetrics: {
    resource: { attributes: unknown[] };
    scopeMetrics: { scope: { name: string }; metrics: ReceivedMetric[] }[];
  }[];
}

/** Decodes an OTLP request without the times of its points, which differ between runs. */
export function decodeMetrics(body: Uint8Array): ReceivedMetrics {
  const message = ExportMetricsServiceRequest.decode(body);
  const plain = ExportMetricsServiceRequest.toObject(message, { longs: String, enums: String });
  const text = JSON.stringify(plain, (key, value: unknown) =>
    /timeUnixNano$/i.test(key) ? undefined : value,
  );
  return JSON.parse(text) as ReceivedMetrics;
}
