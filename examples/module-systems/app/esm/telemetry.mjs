// node --import ./telemetry.mjs app.mjs
import { register } from 'node:module';

import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { NodeSDK } from '@otel-native/sdk';

// Without it only what is loaded by `require` is instrumented, and app.mjs imports.
register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);

new NodeSDK({ instrumentations: [new HttpInstrumentation()] }).start();
