// A library's own tracing, in an application with the official SDK.
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { instrumentationScope } from '@otel-native/api-bridge';

const { span } = instrumentationScope('install-test', '1.0.0');
const exporter = new OTLPTraceExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
trace.setGlobalTracerProvider(provider);

if ((await span('publish', async () => 42)) !== 42) throw new Error('a wrong value was returned');
await provider.shutdown();
