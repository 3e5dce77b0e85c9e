// An application that starts the SDK itself, ends some spans and exits at once.
const { trace } = require('@opentelemetry/api');
const { NodeSDK } = require('@otel-native/sdk');

new NodeSDK({ serviceName: 'own-start' }).start();
for (let index = 0; index < 200; index++) trace.getTracer('application').startSpan('span').end();
process.exit(0);
