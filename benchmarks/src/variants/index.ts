import type { StartDriver } from './driver.ts';

/** Loaded on demand: a process under test holds one variant's modules and no other's. */
const loaders = {
  noop: () => import('./noop.ts'),
  official: () => import('./official.ts'),
  native: () => import('./native.ts'),
  'part-empty': async () => (await import('./partial.ts')).partialVariant('empty'),
  'part-object': async () => (await import('./partial.ts')).partialVariant('object'),
  'part-timed': async () => (await import('./partial.ts')).partialVariant('timed'),
  'part-copying': async () => (await import('./partial.ts')).partialVariant('copying'),
  'part-writing': async () => (await import('./partial.ts')).partialVariant('writing'),
} satisfies Record<string, () => Promise<{ startDriver: StartDriver }>>;

export type VariantName = keyof typeof loaders;

const partialPackages = ['@opentelemetry/api', '@otel-native/context-native'];

/** Published packages whose versions decide a variant's figures. */
export const variantPackages: Readonly<Record<VariantName, readonly string[]>> = {
  noop: ['@opentelemetry/api'],
  official: [
    '@opentelemetry/sdk-trace',
    '@opentelemetry/exporter-trace-otlp-proto',
    '@opentelemetry/context-async-hooks',
  ],
  native: [
    '@otel-native/native-core',
    '@otel-native/exporter-otlp-local',
    '@otel-native/context-native',
  ],
  'part-empty': partialPackages,
  'part-object': partialPackages,
  'part-timed': partialPackages,
  'part-copying': partialPackages,
  'part-writing': partialPackages,
};

export async function loadVariant(name: VariantName): Promise<StartDriver> {
  const { startDriver } = await loaders[name]();
  return startDriver;
}
