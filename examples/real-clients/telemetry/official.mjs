import { NodeSDK } from '@opentelemetry/sdk-node';

import { instrumentations } from './instrumentations.mjs';

const sdk = new NodeSDK({ instrumentations });
sdk.start();
process.once('beforeExit', () => sdk.shutdown());
