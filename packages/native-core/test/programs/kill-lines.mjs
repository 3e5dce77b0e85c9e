// Writes lines of a logger into a spool and is killed.
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { kOpenLineSink } from '@otel-native/api-bridge/log-lines';
import { LoggerProvider } from '@otel-native/native-core/logs';

const provider = new LoggerProvider({
  exporter: new OtlpLocalExporter({ endpoint: process.env.ENDPOINT }),
  spool: { directory: process.env.SPOOL, maxBytes: 1 << 23 },
});
const sink = provider[kOpenLineSink](
  { name: 'lines', version: '1' },
  { messageKey: 'msg', errorKey: 'err', time: 'millis' },
);
for (let i = 0; i < 1_000; i++)
  sink.write(9, 'info', `{"time":${i},"i":${i},"msg":"line ${i}"}\n`, ROOT_CONTEXT);
process.kill(process.pid, 'SIGKILL');
