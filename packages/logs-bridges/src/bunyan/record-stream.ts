import { context as contextApi } from '@opentelemetry/api';
import type { RecordDestination } from '../bridge/record-destination';
import { severityNumberOf } from '../bridge/level-severity';
import { quietDiag } from '../bridge/quiet-diag';
import { isPlain, millisOf, recordOf, type Fields } from './bunyan-record';
import { levelName } from './severity';

/** Marks the streams of all copies of this package. */
export const kMark: unique symbol = Symbol.for('otel-native.bunyanStream');
/** The class of the official stream. */
const kOfficialStream = 'OpenTelemetryBunyanStream';

/** A raw stream of bunyan that sends records. */
export class RecordStream {
  readonly [kMark] = true;
  isActive = true;
  readonly #destination: RecordDestination;

  constructor(destination: RecordDestination) {
    this.#destination = destination;
  }

  /** Sends a record. Never throws: a record that cannot be read is lost with an error in the log. */
  write(fields: Fields): void {
    if (!this.isActive) return;
    try {
      const { level } = fields;
      const severityNumber = severityNumberOf(Number(level));
      const context = contextApi.active();
      const millis = millisOf(fields['time']);
      if (
        millis !== undefined &&
        isPlain(fields) &&
        this.#destination.writeFields(
          severityNumber,
          levelName(level) ?? '',
          millis,
          fields['msg'],
          fields,
          context,
        )
      )
        return;
      if (this.#destination.accepts(context, severityNumber))
        this.#destination.emit(recordOf(fields, severityNumber, context));
    } catch (error) {
      quietDiag.error('A record of bunyan could not be read', error);
    }
  }
}

/** Returns whether a stream sends log records: one of this package, or the official one. */
export function sendsRecords(stream: unknown): boolean {
  if (typeof stream !== 'object' || stream === null) return false;
  return kMark in stream || isOfficial(stream);
}

/** Returns whether a stream is that of `@opentelemetry/instrumentation-bunyan`. */
export function isOfficial(stream: object): boolean {
  return stream.constructor?.name === kOfficialStream;
}
