// node --require ./telemetry.cjs app.cjs
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { NodeSDK } = require('@otel-native/sdk');

new NodeSDK({ instrumentations: [new HttpInstrumentation()] }).start();
