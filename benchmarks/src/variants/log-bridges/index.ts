import type { BridgedLoggerOptions, MakeBridgedLogger, WriteLine } from './bridged-logger.ts';
export type { LineTarget, LogBridgeVariant } from './bridged-logger.ts';

/** Loaded on demand: a process under test holds one logger and one bridge. */
const loaders = {
  pino: () => import('./pino.ts'),
  winston: () => import('./winston.ts'),
  bunyan: () => import('./bunyan.ts'),
} satisfies Record<string, () => Promise<{ makeBridgedLogger: MakeBridgedLogger }>>;

export type LogLibrary = keyof typeof loaders;

/** Published packages whose versions decide the figures. */
export const logBridgePackages: readonly string[] = [
  'pino',
  '@opentelemetry/instrumentation-pino',
  'winston',
  '@opentelemetry/instrumentation-winston',
  'bunyan',
  '@opentelemetry/instrumentation-bunyan',
  '@otel-native/logs-bridges',
];

export async function loadBridgedLogger(
  library: LogLibrary,
  options: BridgedLoggerOptions,
  seed: number,
): Promise<WriteLine> {
  const { makeBridgedLogger } = await loaders[library]();
  return makeBridgedLogger(options, seed);
}
