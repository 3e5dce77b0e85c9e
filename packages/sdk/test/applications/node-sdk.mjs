// An application that starts the SDK itself, and shuts it down.
import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@otel-native/sdk';

const sdk = new NodeSDK({ serviceName: 'own-start' });
sdk.start();
for (let index = 0; index < 200; index++) trace.getTracer('application').startSpan('span').end();
await sdk.shutdown();
console.log(JSON.stringify(sdk.stats()));
