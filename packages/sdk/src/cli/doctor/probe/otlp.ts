import type { Signal } from '@otel-native/api-bridge';
import type { OtlpProtocol } from 'otlp-settings';
import type { Answer, ProbeTarget } from './answer.ts';

const kGrpcServices: Readonly<Record<Signal, string>> = {
  traces: 'opentelemetry.proto.collector.trace.v1.TraceService',
  metrics: 'opentelemetry.proto.collector.metrics.v1.MetricsService',
  logs: 'opentelemetry.proto.collector.logs.v1.LogsService',
};

/** Sends an empty OTLP export request and returns the answer. Never rejects. */
export async function probeOtlp(
  signal: Signal,
  protocol: OtlpProtocol,
  target: ProbeTarget,
  isCompressed: boolean,
): Promise<Answer> {
  if (protocol === 'grpc') {
    const { probeGrpc } = await import('./grpc.ts');
    return probeGrpc(target, kGrpcServices[signal]);
  }
  const { probeHttp } = await import('./http.ts');
  const isJson = protocol === 'http/json';
  return probeHttp(target, {
    type: isJson ? 'application/json' : 'application/x-protobuf',
    // A protobuf message without fields has no bytes.
    body: isJson ? '{}' : '',
    isCompressed,
    socketRequestPath: `/v1/${signal}`,
  });
}
