/** The instrumentations that are compared, and how a step of a program is made for each. */
import { HttpInstrumentation as OfficialHttp } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation as OfficialUndici } from '@opentelemetry/instrumentation-undici';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';
import { createRequire } from 'node:module';
import { evaluateConfig } from './hooks.mjs';
import { httpStep } from './http-steps.mjs';
import { startTracedServer } from './traced-server.mjs';
import { startServer } from './server.mjs';
import { undiciStep } from './undici-steps.mjs';

const require = createRequire(import.meta.url);

/** One for all programs: it patches a module when that is required for the first time. */
let officialHttp;

export const libraries = {
  http: {
    create: {
      official(config) {
        officialHttp ??= new OfficialHttp({ enabled: false });
        officialHttp.setConfig(config);
        officialHttp.enable();
        require('http');
        require('https');
        return officialHttp;
      },
      ours: (config) => new HttpInstrumentation(config),
    },
    prepare: startTracedServer,
    step: httpStep,
    evaluate: evaluateConfig,
  },
  undici: {
    create: {
      official: (config) => new OfficialUndici(config),
      ours: (config) => new UndiciInstrumentation(config),
    },
    prepare: plainServer,
    step: (step, { origin }) => undiciStep(step, origin),
    evaluate: evaluateConfig,
  },
};

/** A server that no instrumentation records. */
async function plainServer() {
  const { origin, received, close } = await startServer();
  const take = () =>
    received
      .splice(0)
      .map(({ step, url, traceparent }) => ({ step, url, isTraced: traceparent !== undefined }))
      .map((one) => JSON.stringify(one))
      .sort();
  return { origin, take, close };
}
