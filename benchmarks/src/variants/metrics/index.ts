import type { StartMetricDriver } from './driver.ts';

/** Loaded on demand: a process under test holds one variant's modules and no other's. */
const loaders = {
  noop: () => import('./noop.ts'),
  official: () => import('./official.ts'),
  native: () => import('./native.ts'),
} satisfies Record<string, () => Promise<{ startDriver: StartMetricDriver }>>;

export type MetricVariant = keyof typeof loaders;

/** Published packages whose versions decide the figures. */
export const metricPackages: readonly string[] = [
  '@opentelemetry/api',
  '@opentelemetry/sdk-metrics',
  '@opentelemetry/exporter-metrics-otlp-proto',
  '@otel-native/native-core',
  '@otel-native/exporter-otlp-local',
];

export async function loadMetricVariant(name: MetricVariant): Promise<StartMetricDriver> {
  const { startDriver } = await loaders[name]();
  return startDriver;
}
