import { context as contextApi, type Context } from '@opentelemetry/api';
import { quietDiag } from '../bridge/quiet-diag';
import type { RecordDestination } from '../bridge/record-destination';
import { findException } from './exception';
import { severityNumberOf } from './severity';
import type { WinstonSendingOptions } from './winston-options';
import { isPlain, recordOf, type Info } from './winston-record';

/**
 * Where the context of a call waits until its record reaches the transports: a slow transport makes winston hold records back. The
 * official packages use the same symbol.
 */
export const kContext: unique symbol = Symbol.for('opentelemetry.js.contrib.winston.context');
/** Stands for the context of a record that is not sent: winston may hold it back until nothing shows any more why not. */
export const kUnsent = null;
/** The level without the colours that a format may have added. */
export const kLevel: unique symbol = Symbol.for('level');

/**
 * Keeps a record from being sent. To be called when the logger gets the record: winston may pass it on when the destination is no longer
 * busy.
 */
export function keepBack(info: Info): void {
  info[kContext] = kUnsent;
}

export function isKeptBack(info: Info): boolean {
  return info[kContext] === kUnsent;
}

/** Sends what winston passes to its transports. */
export class InfoSender {
  options: WinstonSendingOptions;
  isActive = true;
  readonly #destination: RecordDestination;

  constructor(destination: RecordDestination, options: WinstonSendingOptions = {}) {
    this.#destination = destination;
    this.options = options;
  }

  /** Never throws: a record that cannot be read is lost with an error in the log. */
  send(info: Info): void {
    if (!this.isActive) return;
    try {
      const level = info[kLevel];
      const { logSeverity, severityMapping } = this.options;
      const severityNumber = severityNumberOf(level, severityMapping);
      if (logSeverity != null && (severityNumber ?? 0) < logSeverity) return;
      const held = info[kContext] as Context | typeof kUnsent | undefined;
      if (held === kUnsent) return;
      const context = held ?? contextApi.active();
      const found = findException(info);
      const destination = this.#destination;
      const { message } = info;
      if (
        isPlain(info, found) &&
        typeof level === 'string' &&
        destination.writeFields(severityNumber ?? 0, level, undefined, message, info, context)
      )
        return;
      if (destination.accepts(context, severityNumber))
        destination.emit(recordOf(info, level, severityNumber, context, found));
    } catch (error) {
      quietDiag.error('A record of winston could not be read', error);
    }
  }
}
