/** One small request of each signal, as `split-request-fuzz.cpp` takes them apart. */
import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { TracerProvider } from '@otel-native/native-core';
import { MeterProvider } from '@otel-native/native-core/metrics';

const resource = resourceFromAttributes({ 'service.name': 'seeds', 'service.version': '1.0' });
const schema = { schemaUrl: 'https://example.com/schema' };

/** The request that a provider sends to this sink. */
function capture() {
  let request;
  return {
    exporter: {
      name: 'seeds',
      exportOtlp: async ({ bytes }) => {
        request ??= Buffer.from(bytes);
        return { status: 'ok' };
      },
      shutdown: async () => {},
    },
    request: () => request,
  };
}

async function traces() {
  const { exporter, request } = capture();
  const provider = new TracerProvider({ exporter, resource });
  for (const scope of ['first', 'second']) {
    const tracer = provider.getTracer(scope, '1.0', schema);
    for (const i of [1, 2, 3]) tracer.startSpan(`span ${i}`, { attributes: { i } }).end();
  }
  await provider.shutdown();
  return request();
}

async function metrics() {
  const { exporter, request } = capture();
  const provider = new MeterProvider({ exporter, resource });
  const meter = provider.getMeter('seeds', '1.0', schema);
  for (const status of [200, 404, 500]) {
    meter.createCounter('requests').add(1, { status });
    meter.createGauge('temperature').record(20, { status });
    meter.createHistogram('duration').record(3, { status });
  }
  await provider.shutdown();
  return request();
}

function logs() {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    resource,
    processors: [new SimpleLogRecordProcessor({ exporter })],
  });
  const logger = provider.getLogger('seeds', '1.0', schema);
  for (const eventName of ['one', 'two', 'three']) logger.emit({ eventName, body: 'text' });
  return Buffer.from(ProtobufLogsSerializer.serializeRequest(exporter.getFinishedLogRecords()));
}

/** By the name of the signal. */
export const requests = { traces: await traces(), metrics: await metrics(), logs: logs() };
