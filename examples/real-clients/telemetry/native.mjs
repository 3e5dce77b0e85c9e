import { NodeSDK } from '@otel-native/sdk';

import { instrumentations } from './instrumentations.mjs';

const sdk = new NodeSDK({ instrumentations });
sdk.start();
process.once('beforeExit', () => sdk.shutdown());
