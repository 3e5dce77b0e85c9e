/** An SDK or agent that a whole service runs with, as its users start it. */
export interface ServiceVariant {
  /** Published packages whose versions decide its figures. */
  readonly packages: readonly string[];
}

const officialInstrumentations = [
  '@opentelemetry/instrumentation-http',
  '@opentelemetry/instrumentation-express',
  '@opentelemetry/instrumentation-undici',
];

/** By name: that of its file in `service/`, which is JavaScript so that the service does not hold Node's type stripper. */
export const serviceVariants = {
  none: { packages: ['express'] },
  noop: { packages: ['@opentelemetry/api', ...officialInstrumentations] },
  floor: { packages: ['@otel-native/context-native', ...officialInstrumentations] },
  'floor-lean': { packages: ['@otel-native/context-native', '@otel-native/instrumentations'] },
  official: { packages: ['@opentelemetry/sdk-node', ...officialInstrumentations] },
  native: { packages: ['@otel-native/sdk', '@otel-native/instrumentations'] },
  'native-official-instrumentations': {
    packages: ['@otel-native/sdk', ...officialInstrumentations],
  },
  'dd-trace': { packages: ['dd-trace'] },
  'elastic-apm-node': { packages: ['elastic-apm-node'] },
  newrelic: { packages: ['newrelic'] },
} as const satisfies Record<string, ServiceVariant>;

export type ServiceVariantName = keyof typeof serviceVariants;

/** Throws for a name that is none. */
export function serviceVariantNames(names: readonly string[] | undefined): ServiceVariantName[] {
  const known = Object.keys(serviceVariants) as ServiceVariantName[];
  if (names === undefined) return known;
  return [...new Set(names)].map((name) => {
    const variant = known.find((candidate) => candidate === name);
    if (variant !== undefined) return variant;
    throw new Error(`--variants: there is no "${name}", but: ${known.join(', ')}`);
  });
}
