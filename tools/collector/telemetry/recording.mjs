// Our SDK as a service has it, with a recorder beside the exporter: RECORD_FILE gets what was created.
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { NodeSDK } from '@otel-native/sdk';
import { instrumentations } from 'agent-service/instrumentations';

import { Recorder } from '../src/recorder.ts';

const recorder = new Recorder();
const sdk = new NodeSDK({
  instrumentations,
  spanProcessors: [recorder],
  exporter: new OtlpLocalExporter({ signals: ['traces'] }),
});
sdk.start();

/** @type {import('agent-service/telemetry').Telemetry} */
export const telemetry = {
  spanCounts() {
    const { ended, lastError } = sdk.stats();
    return { ended, dropped: undefined, lastError };
  },
  async shutdown() {
    await sdk.shutdown();
    recorder.write(process.env.RECORD_FILE);
  },
};
