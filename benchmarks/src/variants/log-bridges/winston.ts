import { logs } from '@opentelemetry/api';
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';

import type * as Winston from 'winston';

import { LineFields } from '../../fixtures/line-fields.ts';
import type { BridgedLoggerOptions, WriteLine } from './bridged-logger.ts';

const require = createRequire(import.meta.url);

export async function makeBridgedLogger(
  options: BridgedLoggerOptions,
  seed: number,
): Promise<WriteLine> {
  await startBridge(options);
  // After the bridge: the official one sees only what is loaded later.
  const winston = require('winston') as typeof Winston;
  const stream =
    options.target === 'null'
      ? new Writable({ write: (_line, _encoding, done) => done(), decodeStrings: false })
      : createWriteStream('/dev/null');
  const logger = winston.createLogger({
    transports: [new winston.transports.Stream({ stream })],
  });
  const fields = new LineFields(seed);
  return (index) => void logger.info(fields.textOf(index), fields.of(index));
}

async function startBridge({ variant }: BridgedLoggerOptions): Promise<void> {
  if (variant === 'official') {
    const { WinstonInstrumentation } = await import('@opentelemetry/instrumentation-winston');
    new WinstonInstrumentation();
    // The logs API that its transport uses, before version 1.10 of the API.
    const shared = globalThis as Record<symbol, unknown>;
    shared[Symbol.for('io.opentelemetry.js.api.logs')] = () => logs.getLoggerProvider();
  }
  if (variant === 'native') {
    const { WinstonBridge } = await import('@otel-native/logs-bridges/winston');
    new WinstonBridge();
  }
}
