import root from 'otlp-decoder/build/src/generated/root.js';

/** A message of opentelemetry-proto; the generated decoder has no types. */
export interface MessageType {
  decode(bytes: Uint8Array): object;
  encode(message: object): { finish(): Uint8Array };
  fromObject(object: object): object;
  toObject(message: object, options: object): object;
}

interface GeneratedRoot {
  readonly opentelemetry: {
    readonly proto: {
      readonly collector: {
        readonly trace: { readonly v1: Readonly<Record<'ExportTraceServiceRequest', MessageType>> };
        readonly logs: { readonly v1: Readonly<Record<'ExportLogsServiceRequest', MessageType>> };
        readonly metrics: {
          readonly v1: Readonly<Record<'ExportMetricsServiceRequest', MessageType>>;
        };
      };
    };
  };
}

const { collector } = (root as unknown as GeneratedRoot).opentelemetry.proto;
export const { ExportLogsServiceRequest } = collector.logs.v1;
export const { ExportTraceServiceRequest } = collector.trace.v1;
export const { ExportMetricsServiceRequest } = collector.metrics.v1;
