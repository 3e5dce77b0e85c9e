import type { LoggerProvider } from '@opentelemetry/api';
import { kinds, readOptions, type OptionTable } from 'option-check';
import { version } from '../../package.json';
import { RecordDestination } from '../bridge/record-destination';
import { keepBackWhileBusy } from './keep-back-while-busy';
import { InfoSender } from './info-sender';
import { InfoTransport, type InfoFormat } from './info-transport';
import { sendingKinds, type WinstonSendingOptions } from './winston-options';
import { fieldFormat } from './winston-record';

/** Name of the instrumentation scope. */
export const kScopeName = '@otel-native/logs-bridges/winston';

/** Options of {@link WinstonTransport}. */
export interface WinstonTransportOptions extends WinstonSendingOptions {
  /** The least important level that is sent. Default: the logger's. */
  level?: string;
  /** Whether nothing is sent. Default: false. */
  silent?: boolean;
  /** Changes each record before it is sent. Default: none. */
  format?: InfoFormat;
  /** Where log records go. Default: the provider that is registered with the API. */
  loggerProvider?: LoggerProvider;
}

const transportKinds = {
  ...sendingKinds,
  level: kinds.text,
  silent: kinds.boolean,
  format: kinds.withMethods('a format of winston', 'transform'),
  loggerProvider: kinds.withMethods('a LoggerProvider', 'getLogger'),
} as const satisfies OptionTable<WinstonTransportOptions>;

/**
 * Sends the records of one winston logger: `winston.createLogger({ transports: [new WinstonTransport()] })`. A {@link WinstonBridge}
 * then leaves this logger alone.
 */
export class WinstonTransport extends InfoTransport {
  /** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option */
  constructor(options: WinstonTransportOptions = {}) {
    const { level, silent, format, loggerProvider, ...sending } =
      readOptions<WinstonTransportOptions>(options, transportKinds);
    const destination = new RecordDestination(
      { name: kScopeName, version },
      loggerProvider,
      fieldFormat,
    );
    const sender = new InfoSender(destination, sending);
    super((info) => sender.send(info));
    keepBackWhileBusy(this, destination);
    if (level !== undefined) this.level = level;
    if (silent !== undefined) this.silent = silent;
    if (format !== undefined) this.format = format;
  }
}
