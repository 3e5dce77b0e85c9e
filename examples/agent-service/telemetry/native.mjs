// Starts telemetry before the service: node --import ./telemetry/native.mjs src/service/main.ts
import { NodeSDK } from '@otel-native/sdk';

import { instrumentations } from './instrumentations.mjs';

const sdk = new NodeSDK({ serviceName: 'agent-service', instrumentations });
sdk.start();

// A service of your own needs nothing below this line: what was recorded is sent when the process ends.
// The demo wants to know how many spans there were.

/** @type {import('../src/demo/telemetry.ts').Telemetry} */
export const telemetry = {
  spanCounts() {
    const stats = sdk.stats();
    if (stats === undefined) throw new Error('the native core did not load on this machine');
    const dropped = Object.values(stats.dropped).reduce((sum, count) => sum + count, 0);
    return { ended: stats.ended, dropped, lastError: stats.lastError };
  },
  shutdown: () => sdk.shutdown(),
};
