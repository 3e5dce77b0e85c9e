import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { NodeSDK } from '@otel-native/sdk';

const sdk = new NodeSDK({ systemMetrics: true, instrumentations: [new HttpInstrumentation()] });
sdk.start();

// A last collection of what is observed, while the plug-in of the system's metrics is there.
process.once('beforeExit', () => void sdk.forceFlush().catch(console.error));
