import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';

/** The official ones at their defaults. The service is CommonJS, so no module hook is needed. */
export const makeInstrumentations = () => [
  new HttpInstrumentation(),
  new ExpressInstrumentation(),
  new UndiciInstrumentation(),
];
