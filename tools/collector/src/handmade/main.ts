/** Makes the handmade spans and sends them. Runs with `telemetry/recording.mjs` loaded before it. */
import type { Telemetry } from 'agent-service/telemetry';

import { handmadeSpans } from './cases.ts';
import { makeSpans } from './make-span.ts';

// The same module as the preload.
const recording = (await import(
  new URL('../../telemetry/recording.mjs', import.meta.url).href
)) as {
  telemetry: Telemetry;
};

makeSpans(handmadeSpans);
await recording.telemetry.shutdown();
