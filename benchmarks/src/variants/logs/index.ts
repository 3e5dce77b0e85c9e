import type { StartLogDriver } from './driver.ts';

/** Loaded on demand: a process under test holds one variant's modules and no other's. */
const loaders = {
  noop: () => import('./noop.ts'),
  official: () => import('./official.ts'),
  native: () => import('./native.ts'),
} satisfies Record<string, () => Promise<{ startDriver: StartLogDriver }>>;

export type LogVariant = keyof typeof loaders;

/** Published packages whose versions decide the figures. */
export const logPackages: readonly string[] = [
  '@opentelemetry/api',
  '@opentelemetry/sdk-logs',
  '@opentelemetry/exporter-logs-otlp-proto',
  '@otel-native/native-core',
  '@otel-native/exporter-otlp-local',
];

export async function loadLogVariant(name: LogVariant): Promise<StartLogDriver> {
  const { startDriver } = await loaders[name]();
  return startDriver;
}
