// Every entry of every package, as CommonJS. It is compiled, never run.
import type { TelemetryPlugin } from '@otel-native/api-bridge';
import { NativeContextManager } from '@otel-native/context-native';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { TracerProvider, type ReadableSpan } from '@otel-native/native-core';
import { NodeSDK, type NodeSDKConfiguration } from '@otel-native/sdk';
import '@otel-native/sdk/register';

const exporter = new OtlpLocalExporter({ endpoint: 'http://localhost:4318' });
export const configuration: Partial<NodeSDKConfiguration> = {
  exporter,
  contextManager: new NativeContextManager(),
  plugins: [] satisfies TelemetryPlugin[],
};
export const sdk: NodeSDK = new NodeSDK(configuration);
export const provider: TracerProvider = new TracerProvider({ exporter });
export const nameOf = (span: ReadableSpan): string => span.name;

// @ts-expect-error: the declarations were found; without them everything would be `any` and this no error.
new NodeSDK({ serviceName: 1 });
