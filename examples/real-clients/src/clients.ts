import { fileURLToPath } from 'node:url';

import { makeServiceFolder } from 'module-systems/service-folder';

import type { Client } from './client.ts';

/** Two modules that differ in one line. */
const imports = { official: './telemetry/official.mjs', native: './telemetry/native.mjs' };

const serviceFolder = fileURLToPath(new URL('../dist/service', import.meta.url));

export const clients: readonly Client[] = [
  {
    name: 'AI SDK 7, @ai-sdk/otel',
    program: 'ai-sdk.mjs',
    preloads: imports,
    env: { EXAMPLE_INSTRUMENTATIONS: 'none' },
    minSpans: 20,
  },
  {
    name: 'AI SDK 6, experimental_telemetry',
    program: 'ai-sdk-6.mjs',
    preloads: imports,
    env: { EXAMPLE_INSTRUMENTATIONS: 'none' },
    minSpans: 14,
  },
  {
    name: 'openai, instrumentation-openai',
    program: 'openai.mjs',
    preloads: imports,
    env: { EXAMPLE_INSTRUMENTATIONS: 'openai' },
    minSpans: 11,
  },
  {
    name: 'Express, all of auto-instrumentations-node',
    program: 'express-service.mjs',
    preloads: imports,
    env: { EXAMPLE_INSTRUMENTATIONS: 'all' },
    minSpans: 20,
  },
  {
    name: 'Express, the preloads',
    program: 'express-service.cjs',
    preloads: {
      official: '@opentelemetry/auto-instrumentations-node/register',
      native: '@otel-native/sdk/register',
    },
    cwd: await makeServiceFolder(serviceFolder),
    env: {
      // Those that both have. The official preload also has detectors for clouds and containers.
      OTEL_NODE_RESOURCE_DETECTORS: 'env,host,os,process,serviceinstance,container',
      // The same instrumentations for both SDKs.
      OTEL_NATIVE_INSTRUMENTATIONS: 'none',
    },
    minSpans: 12,
  },
];
