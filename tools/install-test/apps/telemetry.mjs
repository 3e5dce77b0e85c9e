// All instrumentations, started from code before the application.
import { getNodeAutoInstrumentations } from '@opentelemetry/auto-instrumentations-node';
import { NodeSDK } from '@otel-native/sdk';

new NodeSDK({ instrumentations: [getNodeAutoInstrumentations()] }).start();
