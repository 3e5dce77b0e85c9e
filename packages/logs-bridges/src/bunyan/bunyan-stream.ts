import type { LoggerProvider } from '@opentelemetry/api';
import { kinds, readOptions, type OptionTable } from 'option-check';
import { version } from '../../package.json';
import { RecordDestination } from '../bridge/record-destination';
import { fieldFormat, type Fields } from './bunyan-record';
import { RecordStream, kMark } from './record-stream';

/** Name of the instrumentation scope. */
export const kScopeName = '@otel-native/logs-bridges/bunyan';

/** Options of {@link BunyanStream}. */
export interface BunyanStreamOptions {
  /** Where log records go. Default: the provider that is registered with the API. */
  loggerProvider?: LoggerProvider;
}

const streamKinds = {
  loggerProvider: kinds.withMethods('a LoggerProvider', 'getLogger'),
} as const satisfies OptionTable<BunyanStreamOptions>;

/**
 * Sends the records of one bunyan logger and its children:
 * `bunyan.createLogger({ name, streams: [{ type: 'raw', stream: new BunyanStream() }] })`. A {@link BunyanBridge} then leaves them alone.
 */
export class BunyanStream {
  readonly [kMark] = true;
  readonly #stream: RecordStream;

  /** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option */
  constructor(options: BunyanStreamOptions = {}) {
    const { loggerProvider } = readOptions<BunyanStreamOptions>(options, streamKinds);
    const destination = new RecordDestination(
      { name: kScopeName, version },
      loggerProvider,
      fieldFormat,
    );
    this.#stream = new RecordStream(destination);
  }

  /** Called by bunyan. Never throws. */
  write(fields: Fields): void {
    this.#stream.write(fields);
  }
}
