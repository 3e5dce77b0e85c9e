// The context manager alone, with the official SDK.
import { context, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { NativeContextManager } from '@otel-native/context-native';

const manager = new NativeContextManager().enable();
context.setGlobalContextManager(manager);
const exporter = new OTLPTraceExporter();
const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] });
trace.setGlobalTracerProvider(provider);

const tracer = trace.getTracer('install-test');
await tracer.startActiveSpan('parent', async (parent) => {
  await new Promise(setImmediate);
  tracer.startSpan('child').end();
  parent.end();
});
await provider.shutdown();
console.log(manager.mode);
