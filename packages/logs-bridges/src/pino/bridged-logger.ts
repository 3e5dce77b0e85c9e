import type { LineFormat, LineScope } from '@otel-native/api-bridge/log-lines';
import { version } from '../../package.json';
import { LineDestination } from '../bridge/line-destination';
import { warnOnce } from '../bridge/warn-once';
import type { BridgeState } from './bridge-state';
import { correlatingMixin, correlatingTime, isInSpan } from './correlation';
import { notingLevel, type LastLine } from './last-line';
import { LineStream } from './line-stream';
import { lineTimeOf } from './line-time';
import { parsedLine } from './parsed-line';
import type { PinoInternals, PinoStream } from './pino-logger';

/** The instrumentation scope of the records. */
export const kScope: LineScope = { name: '@otel-native/logs-bridges/pino', version };

/** Marks a bridged logger for all copies of this package; its children inherit the mark. */
const kBridged: unique symbol = Symbol.for('otel-native.pinoIsBridged');

/** The class of the streams that `@opentelemetry/instrumentation-pino` adds. */
const kOfficialStream = 'OTelPinoStream';

export function isBridged(logger: object): boolean {
  return kBridged in logger;
}

/** Bridges a logger with its children. Does nothing for one that is bridged already. */
export function bridgeLogger(pino: PinoInternals, state: BridgeState): void {
  const { logger } = pino;
  if (isBridged(logger)) return;
  if (!Object.isExtensible(logger)) {
    warnOnce('A frozen pino logger cannot be bridged: its lines are printed, and not sent');
    return;
  }
  Object.defineProperty(logger, kBridged, { value: true });
  const stream = pino.get('stream');
  const time = pino.get('time');
  const format: LineFormat = {
    messageKey: pino.get('messageKey'),
    errorKey: pino.get('errorKey'),
    time: lineTimeOf(time),
  };
  const destination = new LineDestination(
    kScope,
    format,
    (line) => parsedLine(line, format),
    () => state.provider,
  );
  const { labels } = logger.levels;
  const last: LastLine = { level: 0 };
  pino.set('asJson', notingLevel(last, pino.get('asJson')));
  const inFrontOf = (target: PinoStream): LineStream =>
    new LineStream(target, destination, state, last, labels);
  keepInFront(pino, logger, inFrontOf, inFrontOf(stream));
  if (isOfficial(stream)) return;
  const mixin = pino.get('mixin');
  const withIds = correlatingMixin(state, mixin);
  // Not outside of a span: pino copies the logged object whenever there is a mixin.
  pino.replace('mixin', () => (state.idsIn === 'mixin' && isInSpan() ? withIds : mixin));
  const timeAndIds = correlatingTime(state, time);
  pino.replace('time', () => (state.idsIn === 'time' ? timeAndIds : time));
}

/** Makes the logger's stream a property that puts a bridge in front of whatever stream the application sets later. */
function keepInFront(
  pino: PinoInternals,
  owner: object,
  inFrontOf: (target: PinoStream) => LineStream,
  first: LineStream,
): void {
  let current = first;
  if (isOfficial(first.target)) stepBack(current);
  Object.defineProperty(owner, pino.symbol('stream'), {
    configurable: true,
    enumerable: true,
    get: () => current,
    set(this: object, stream: PinoStream) {
      const next = inFrontOf(LineStream.is(stream) ? stream.target : stream);
      if (isOfficial(stream)) stepBack(next);
      if (this !== owner) {
        keepInFront(pino, this, inFrontOf, next);
        return;
      }
      // The new stream may itself write to the old one.
      current.isActive = false;
      current = next;
    },
  });
}

function stepBack(stream: LineStream): void {
  stream.isActive = false;
  warnOnce(
    '@opentelemetry/instrumentation-pino already sends the lines of a pino logger; this bridge leaves them to it',
  );
}

/** Returns whether the official instrumentation sends what is written to a stream. */
function isOfficial(stream: PinoStream): boolean {
  const { streams } = stream as { streams?: unknown };
  return Array.isArray(streams) && streams.some(hasOfficial);
}

function hasOfficial(entry: { stream?: object } | undefined): boolean {
  return entry?.stream?.constructor?.name === kOfficialStream;
}
