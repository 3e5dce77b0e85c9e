import { createRequire } from 'node:module';

import type * as Pino from 'pino';
import { LineFields } from '../../fixtures/line-fields.ts';
import type { BridgedLoggerOptions, WriteLine } from './bridged-logger.ts';

const require = createRequire(import.meta.url);

export async function makeBridgedLogger(
  options: BridgedLoggerOptions,
  seed: number,
): Promise<WriteLine> {
  await startBridge(options);
  // After the bridge: the official one sees only what is loaded later.
  const { pino } = require('pino') as typeof Pino;
  const target =
    options.target === 'null'
      ? { write() {} }
      : pino.destination({ dest: '/dev/null', sync: true });
  const logger = pino({}, target);
  const fields = new LineFields(seed);
  return (index) => logger.info(fields.of(index), fields.textOf(index));
}

async function startBridge({ variant, hasIds }: BridgedLoggerOptions): Promise<void> {
  if (variant === 'official') {
    const { PinoInstrumentation } = await import('@opentelemetry/instrumentation-pino');
    new PinoInstrumentation();
  }
  if (variant === 'native') {
    const { PinoBridge } = await import('@otel-native/logs-bridges/pino');
    new PinoBridge({ spliceIds: hasIds });
  }
}
