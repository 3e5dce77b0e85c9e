/** A handler that throws, which ends the process: its span is ended before. */
import { trace } from '@opentelemetry/api';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { Telemetry } from '../traffic/telemetry.mjs';
import { listen, print, request } from './common.mjs';

const telemetry = new Telemetry('native');
new HttpInstrumentation({ disableOutgoingRequestInstrumentation: true });
process.on('exit', () => print(telemetry.spansNow()));
process.once('uncaughtException', () => process.exit(0));
const { url } = await listen(() => {
  throw new RangeError(`thrown in ${trace.getActiveSpan()?.name}`);
});
await request(url).catch(() => {});
