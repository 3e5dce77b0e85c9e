import { OtelNativeError } from '@otel-native/api-bridge';
import { readOptions } from 'option-check';
import { BridgeState } from './bridge-state';
import { bridgeLogger } from './bridged-logger';
import { PinoInternals } from './pino-logger';
import { bridgePinoOptionKinds, type BridgePinoOptions } from './pino-options';

/**
 * Sends the lines of one pino logger, and of its children, as log records; the lines still go to the logger's stream. Does nothing
 * for a logger that is bridged already.
 * @returns the same logger
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option, and for what is no pino logger
 */
export function bridgePino<Logger extends object>(
  logger: Logger,
  options: BridgePinoOptions = {},
): Logger {
  const { loggerProvider, ...given } = readOptions<BridgePinoOptions>(
    options,
    bridgePinoOptionKinds,
  );
  const pino = PinoInternals.of(logger);
  if (pino === undefined) {
    throw new OtelNativeError(
      'ERR_OTEL_NATIVE_INVALID_OPTION',
      'bridgePino() expects a logger that pino() returned',
    );
  }
  bridgeLogger(pino, new BridgeState(given, true, loggerProvider));
  return logger;
}
