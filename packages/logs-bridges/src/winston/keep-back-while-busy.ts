import type { Writable } from 'node:stream';
import { quietDiag } from '../bridge/quiet-diag';
import type { RecordDestination } from '../bridge/record-destination';
import { wrapMethod } from '../bridge/wrap-method';
import { keepBack } from './info-sender';
import type { Info } from './winston-record';

/**
 * Keeps back what the loggers of a transport get while its destination is busy: that is what the SDK logs about a record. Only the logger
 * can see it, because winston passes such a record on when the destination is done.
 */
export function keepBackWhileBusy(transport: Writable, destination: RecordDestination): void {
  const undoes = new Map<object, () => void>();
  transport.on('pipe', (logger: object) => {
    undoes.get(logger)?.();
    undoes.set(logger, guard(logger, destination));
  });
  transport.on('unpipe', (logger: object) => {
    undoes.get(logger)?.();
    undoes.delete(logger);
  });
}

function guard(logger: object, destination: RecordDestination): () => void {
  return wrapMethod(logger, 'write', (original) => {
    // No rest parameter: every record passes here.
    return function (this: unknown, info, encoding, callback) {
      if (destination.isBusy) tryToKeepBack(info);
      return original.call(this, info, encoding, callback);
    };
  });
}

function tryToKeepBack(info: unknown): void {
  if (typeof info !== 'object' || info === null) return;
  try {
    keepBack(info as Info);
  } catch (error) {
    // A frozen record, for example.
    quietDiag.debug('A record of winston could not be changed', error);
  }
}
