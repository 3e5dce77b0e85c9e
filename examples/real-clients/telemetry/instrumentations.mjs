// The same for both SDKs; each client names what it wants.
import { register } from 'node:module';

import { OpenAIInstrumentation } from '@opentelemetry/instrumentation-openai';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
// @opentelemetry/auto-instrumentations-node; under its own name every preload in this repository would find and use it.
import { getNodeAutoInstrumentations } from 'all-instrumentations';

register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);

const makers = {
  none: () => [],
  openai: () => [
    new OpenAIInstrumentation({ captureMessageContent: true }),
    new UndiciInstrumentation(),
  ],
  // Also what it leaves out unless it is asked; of files, what the service reads: an SDK reads some when it detects resources.
  all: () =>
    getNodeAutoInstrumentations({
      '@opentelemetry/instrumentation-fs': { enabled: true, requireParentSpan: true },
    }),
};

export const instrumentations = makers[process.env.EXAMPLE_INSTRUMENTATIONS]();
