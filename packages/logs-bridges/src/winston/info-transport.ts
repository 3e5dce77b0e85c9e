import { Writable } from 'node:stream';
import { kLevel } from './info-sender';
import type { Levels } from './level-of-severity';
import type { Info } from './winston-record';

/** Part of a winston logger that its transports use. */
interface ParentLogger {
  readonly level?: string;
  readonly levels: Levels;
}

/** What a format changes. */
export interface FormattedInfo {
  level: string;
  message: unknown;
  [field: PropertyKey]: unknown;
}

/** A format of winston. */
export interface InfoFormat {
  /** Returns the changed record; false to leave it out. */
  transform(info: FormattedInfo, options?: unknown): FormattedInfo | boolean;
  options?: object;
}

/** Marks the transports of all copies of this package. */
const kMark: unique symbol = Symbol.for('otel-native.winstonTransport');
/** The class of the official transport. */
const kOfficialTransport = 'OpenTelemetryTransportV3';

/**
 * A transport of winston that sends records. It overrides `write()`: the queue of a stream costs as much as the rest, and there is
 * nothing to wait for. Not derived from `winston-transport`, which only the application has.
 */
export class InfoTransport extends Writable {
  readonly [kMark] = true;
  /** The least important level that is sent. Default: the logger's, as it is at each record. */
  level?: string;
  /** Whether nothing is sent. */
  silent?: boolean;
  /** Changes each record before it is sent. */
  format?: InfoFormat;
  /** The logger's. */
  levels: Levels = {};
  parent: ParentLogger | undefined;
  readonly #send: (info: Info) => void;

  constructor(send: (info: Info) => void) {
    super({ objectMode: true });
    this.#send = send;
    this.once('pipe', (logger: ParentLogger) => {
      this.levels = logger.levels;
      this.parent = logger;
    });
    this.once('unpipe', () => {
      this.parent = undefined;
    });
  }

  /** Sends a record at once, and returns true: winston never waits. */
  override write(info: Info, encoding?: unknown, callback?: unknown): boolean {
    if (this.#takes(info)) this.log(info);
    const written = callback ?? encoding;
    if (typeof written === 'function') process.nextTick(written as () => void);
    return true;
  }

  /** Sends a record of any level. Winston's streams call it too. */
  log(info: Info, next?: () => void): void {
    const { format } = this;
    const formatted =
      format === undefined ? info : format.transform({ ...info } as FormattedInfo, format.options);
    if (typeof formatted === 'object' && formatted !== null) {
      this.#send(formatted);
      this.emit('logged', info);
    }
    next?.();
  }

  #takes(info: Info): boolean {
    if (this.silent || !info) return false;
    const level = this.level || this.parent?.level;
    return !level || Number(this.levels[level]) >= Number(this.levels[info[kLevel] as string]);
  }
}

/** Returns whether a transport sends log records: one of this package, or the official one. */
export function sendsRecords(transport: unknown): boolean {
  if (typeof transport !== 'object' || transport === null) return false;
  return kMark in transport || isOfficial(transport);
}

/** Returns whether a transport is that of `@opentelemetry/winston-transport`. */
export function isOfficial(transport: object): boolean {
  return transport.constructor?.name === kOfficialTransport;
}
