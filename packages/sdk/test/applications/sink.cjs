// Exports through a sink, of which the first answer is to try again.
const { trace } = require('@opentelemetry/api');
const { NodeSDK } = require('@otel-native/sdk');

let answers = 0;
const exporter = {
  name: 'counting',
  exportOtlp: async ({ signal, bytes, itemCount }) => {
    if (answers++ === 0) return { status: 'retry', retryAfterMillis: 1 };
    console.log(`${signal}: ${itemCount} items, ${bytes.length > 0 ? 'some' : 'no'} bytes`);
    return { status: 'ok' };
  },
  shutdown: async () => console.log('shut down'),
};
const sdk = new NodeSDK({ exporter });
sdk.start();
trace.getTracer('application').startSpan('span').end();
void sdk.shutdown();
