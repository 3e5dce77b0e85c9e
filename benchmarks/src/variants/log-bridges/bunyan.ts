import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';

import { LineFields } from '../../fixtures/line-fields.ts';
import type { BridgedLoggerOptions, WriteLine } from './bridged-logger.ts';

/** The part of the module that is used: it has no types. */
interface Bunyan {
  createLogger(options: object): { info(fields: object, text: string): void };
}

const require = createRequire(import.meta.url);

export async function makeBridgedLogger(
  options: BridgedLoggerOptions,
  seed: number,
): Promise<WriteLine> {
  await startBridge(options);
  // After the bridge: the official one sees only what is loaded later.
  const bunyan = require('bunyan') as Bunyan;
  const stream = options.target === 'null' ? { write() {} } : createWriteStream('/dev/null');
  const logger = bunyan.createLogger({ name: 'shop', streams: [{ stream }] });
  const fields = new LineFields(seed);
  return (index) => logger.info(fields.of(index), fields.textOf(index));
}

async function startBridge({ variant }: BridgedLoggerOptions): Promise<void> {
  if (variant === 'official') {
    const { BunyanInstrumentation } = await import('@opentelemetry/instrumentation-bunyan');
    new BunyanInstrumentation();
  }
  if (variant === 'native') {
    const { BunyanBridge } = await import('@otel-native/logs-bridges/bunyan');
    new BunyanBridge();
  }
}
