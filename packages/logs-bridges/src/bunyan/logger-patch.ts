import { context as contextApi } from '@opentelemetry/api';
import { addIds } from '../bridge/correlation';
import { warnOnce } from '../bridge/warn-once';
import { wrapMethod } from '../bridge/wrap-method';
import type { BridgeState } from './bridge-state';
import { isOfficial, sendsRecords } from './record-stream';
import { levelOfSeverity } from './severity';
import { quietDiag } from '../bridge/quiet-diag';

/** Part of bunyan's `Logger`. */
interface BunyanLogger {
  streams: { readonly stream?: unknown }[];
  level(): number;
  addStream(stream: { type: 'raw'; stream: object; level: number | string }): void;
  /** How many streams the logger had when it was looked at last. */
  [kSeenStreams]?: number;
}

/** What bunyan exports: the class of loggers, with the function that makes one. */
export interface BunyanExports {
  readonly prototype: object;
  createLogger(...args: unknown[]): unknown;
}

const kSeenStreams: unique symbol = Symbol('otel-native.seenStreams');

/** Changes the class of bunyan's loggers. Returns a function that undoes it. */
export function patchLoggers(exports: BunyanExports, state: BridgeState): () => void {
  const undo = [
    wrapMethod(exports.prototype, '_emit', (original) => {
      // No rest parameter: every record passes here.
      return function (this: unknown, fields, noEmit) {
        if (state.isEnabled) prepare(this as BunyanLogger, fields, state);
        return original.call(this, fields, noEmit);
      };
    }),
    wrapMethod(exports, 'createLogger', (original) => {
      return function (this: unknown, ...args) {
        const logger = Reflect.apply(original, this, args) as BunyanLogger;
        if (state.isSending) quietly(() => bridge(logger, state));
        return logger;
      };
    }),
    // Other loggers get their stream with their first record; `logSeverity` may let records through that the logger does not.
    wrapMethod(exports.prototype, 'addStream', (original) => {
      return function (this: unknown, ...args) {
        const result = Reflect.apply(original, this, args);
        const logger = this as BunyanLogger;
        if (state.isSending && state.options.logSeverity && !isOwn(args[0], state))
          quietly(() => bridge(logger, state));
        return result;
      };
    }),
  ];
  return () => undo.forEach((one) => one());
}

/** Called before a logger writes a record to its streams. */
function prepare(logger: BunyanLogger, fields: unknown, state: BridgeState): void {
  try {
    if (state.isSending && logger[kSeenStreams] !== logger.streams.length) bridge(logger, state);
    const { disableLogCorrelation, logHook } = state.options;
    if (disableLogCorrelation !== true)
      addIds(fields as Record<string, unknown>, contextApi.active(), logHook);
  } catch (error) {
    quietDiag.debug('A record of bunyan could not be changed', error);
  }
}

/** Adds the stream of the bridge to a logger, unless another one sends the same records. */
function bridge(logger: BunyanLogger, state: BridgeState): void {
  const others = logger.streams.filter(
    ({ stream }) => stream !== state.stream && sendsRecords(stream),
  );
  const isBridged = logger.streams.some(({ stream }) => stream === state.stream);
  if (others.length > 0) {
    logger.streams = logger.streams.filter(({ stream }) => stream !== state.stream);
    if (others.some(({ stream }) => isOfficial(stream as object))) warnOfOfficial();
  } else if (!isBridged) {
    const { logSeverity } = state.options;
    const level = (logSeverity && levelOfSeverity(logSeverity)) || logger.level();
    logger.addStream({ type: 'raw', stream: state.stream, level });
  }
  logger[kSeenStreams] = logger.streams.length;
}

function isOwn(added: unknown, { stream }: BridgeState): boolean {
  return (added as { stream?: unknown } | undefined)?.stream === stream;
}

function warnOfOfficial(): void {
  warnOnce(
    '@opentelemetry/instrumentation-bunyan already sends the records of a bunyan logger; this bridge leaves them to it',
  );
}

function quietly(change: () => void): void {
  try {
    change();
  } catch (error) {
    quietDiag.error('A bunyan logger could not be bridged', error);
  }
}
