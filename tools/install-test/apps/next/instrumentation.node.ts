import { NodeSDK } from '@otel-native/sdk';

new NodeSDK().start();
