/** Emits {@link handmadeLogs} to where OTEL_EXPORTER_OTLP_ENDPOINT says. The version of its scopes is what it is told. */
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { LoggerProvider } from '@otel-native/native-core/logs';

import { handmadeLogs } from './cases.ts';
import { defaultScope, defaultTime, observedTime, resourceAttributes } from './handmade-log.ts';

const [, , run = ''] = process.argv;
const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint = '' } = process.env;
const provider = new LoggerProvider({
  resource: resourceFromAttributes(resourceAttributes),
  exporter: new OtlpLocalExporter({ endpoint, signals: ['logs'] }),
});
handmadeLogs.forEach(({ record, spanContext, scope = defaultScope }, index) => {
  const { name, ...options } = scope;
  provider.getLogger(name, run, options).emit({
    timestamp: defaultTime,
    observedTimestamp: observedTime(index),
    ...record,
    ...(spanContext && { context: trace.setSpanContext(ROOT_CONTEXT, spanContext) }),
  });
});
await provider.shutdown();
