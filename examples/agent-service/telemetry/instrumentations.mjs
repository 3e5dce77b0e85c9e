import { register } from 'node:module';

import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';

// Without it only what is loaded by `require` is instrumented; the service imports Express.
register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);

/** The same for both SDKs. */
export const instrumentations = [
  new HttpInstrumentation(),
  new ExpressInstrumentation(),
  new UndiciInstrumentation(),
];
