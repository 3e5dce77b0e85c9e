// node --import ./telemetry.mjs app.mjs
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { NodeSDK } from '@otel-native/sdk';

new NodeSDK({ instrumentations: [new HttpInstrumentation()] }).start();
