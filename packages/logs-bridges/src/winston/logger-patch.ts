import { context as contextApi } from '@opentelemetry/api';
import { addIds } from '../bridge/correlation';
import { warnOnce } from '../bridge/warn-once';
import { wrapMethod } from '../bridge/wrap-method';
import type { BridgeState } from './bridge-state';
import { isKeptBack, kContext, keepBack } from './info-sender';
import { isOfficial, sendsRecords, type InfoTransport } from './info-transport';
import type { Levels } from './level-of-severity';
import type { Info } from './winston-record';
import { quietDiag } from '../bridge/quiet-diag';

/** Part of winston's `Logger`. */
export interface WinstonLogger {
  readonly transports: readonly object[];
  readonly levels: Levels;
  /** A winston logger is a stream. Winston reads these two states itself. */
  readonly _readableState?: { readonly flowing: boolean | null; readonly length: number };
  readonly _writableState?: { readonly length: number };
  add(transport: object): unknown;
  remove(transport: object): unknown;
  /** The transport of this package; null for a logger that is left alone. */
  [kBridge]?: InfoTransport | null;
}

/** Registered, so that two copies of this package do not both send the records of a logger. */
const kBridge: unique symbol = Symbol.for('otel-native.winstonBridge');

/** Changes the class of winston's loggers. Returns a function that undoes it. */
export function patchLoggers(prototype: object, state: BridgeState): () => void {
  const undo = [
    wrapMethod(prototype, 'write', (original) => {
      // No rest parameter: every record passes here.
      return function (this: unknown, info, encoding, callback) {
        if (state.isEnabled) prepare(this as WinstonLogger, info, state);
        return original.call(this, info, encoding, callback);
      };
    }),
    wrapMethod(prototype, 'configure', (original) => {
      return function (this: unknown, ...args) {
        const logger = this as WinstonLogger;
        const result = Reflect.apply(original, logger, args);
        // Winston has removed all transports.
        if (state.isSending) quietly(() => attach(logger, state));
        return result;
      };
    }),
    wrapMethod(prototype, 'add', (original) => {
      return function (this: unknown, ...args) {
        const result = Reflect.apply(original, this, args);
        quietly(() => makeWayFor(this as WinstonLogger, args[0]));
        return result;
      };
    }),
  ];
  return () => undo.forEach((one) => one());
}

/** Called before a logger formats a record, in the context of the call. */
function prepare(logger: WinstonLogger, info: unknown, state: BridgeState): void {
  if (typeof info !== 'object' || info === null) return;
  try {
    const context = contextApi.active();
    const { disableLogCorrelation, logHook } = state.options;
    if (state.isSending) {
      // Loggers that were made before the bridge have no transport yet.
      if (logger[kBridge] === undefined) attach(logger, state);
      if (holdsBack(logger) && !isKeptBack(info as Info)) (info as Info)[kContext] = context;
      if (logger[kBridge] !== null && state.isBusy) keepBack(info as Info);
    }
    if (disableLogCorrelation !== true) addIds(info as Info, context, logHook);
  } catch (error) {
    // A frozen record, for example.
    quietDiag.debug('A record of winston could not be changed', error);
  }
}

/**
 * Returns whether a logger passes its next record on later, in another context: it waits for a slow transport, or is called by one of its
 * own formats. Only then the record holds its context, which formats such as `prettyPrint()` would print.
 */
function holdsBack({ _readableState: out, _writableState: into }: WinstonLogger): boolean {
  return out?.flowing !== true || out.length > 0 || into?.length !== 0;
}

/** Adds a transport behind those of the application. */
function attach(logger: WinstonLogger, state: BridgeState): void {
  const other = logger.transports.find(sendsRecords);
  logger[kBridge] = null;
  if (other !== undefined) {
    if (isOfficial(other)) warnOfOfficial();
    return;
  }
  const transport = state.makeTransport(logger.levels);
  logger.add(transport);
  logger[kBridge] = transport;
}

/** Removes the transport of this package when the application has added one that sends the same records. */
function makeWayFor(logger: WinstonLogger, added: unknown): void {
  const own = logger[kBridge];
  if (own == null || !sendsRecords(added) || added === own) return;
  logger.remove(own);
  logger[kBridge] = null;
  if (isOfficial(added as object)) warnOfOfficial();
}

function warnOfOfficial(): void {
  warnOnce(
    '@opentelemetry/winston-transport already sends the records of a winston logger; this bridge leaves them to it',
  );
}

function quietly(change: () => void): void {
  try {
    change();
  } catch (error) {
    quietDiag.error('A winston logger could not be bridged', error);
  }
}
