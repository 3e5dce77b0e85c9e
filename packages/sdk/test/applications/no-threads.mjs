// Ends spans in a process that gets no threads, then ends. Native code reports to stderr what was lost, `diag` as well.
import { diag } from '@opentelemetry/api';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { TracerProvider } from '@otel-native/native-core';

const print = (text) => console.error(text);
diag.setLogger({ error: print, warn: print, info() {}, debug() {}, verbose() {} });
const exporter = new OtlpLocalExporter({ endpoint: 'http://127.0.0.1:9' });
const tracer = new TracerProvider({ exporter }).getTracer('t');
for (let i = 0; i < 3_000; i++) tracer.startSpan('s').end();
