import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import {
  LoggerProvider,
  SimpleLogRecordProcessor,
  type LogRecordExporter,
} from '@opentelemetry/sdk-logs';
import type { Library, Side } from './side.ts';

/** The official SDK with the official instrumentation. */
export async function officialSide(library: Library): Promise<Side> {
  const requests: Uint8Array[] = [];
  const exporter: LogRecordExporter = {
    export(records, done) {
      requests.push(ProtobufLogsSerializer.serializeRequest(records)!);
      done({ code: 0 });
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
  const instrumentation = await instrumentationOf(library);
  return {
    provider,
    configure: (options) => instrumentation.setConfig({ enabled: true, ...options }),
    takeRequests: async () => requests.splice(0),
  };
}

async function instrumentationOf(
  library: Library,
): Promise<{ setConfig(config: { enabled: boolean }): void }> {
  switch (library) {
    case 'pino':
      return new (await import('@opentelemetry/instrumentation-pino')).PinoInstrumentation();
    case 'winston':
      return new (await import('@opentelemetry/instrumentation-winston')).WinstonInstrumentation();
    case 'bunyan':
      return new (await import('@opentelemetry/instrumentation-bunyan')).BunyanInstrumentation();
  }
}
