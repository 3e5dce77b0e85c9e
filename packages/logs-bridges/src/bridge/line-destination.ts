import {
  context as contextApi,
  logs,
  type Logger,
  type LoggerProvider,
  type LogRecord,
  type SeverityNumber,
} from '@opentelemetry/api';
import {
  openLineSink,
  type LineFormat,
  type LineScope,
  type LineSink,
} from '@otel-native/api-bridge/log-lines';
import { isReporting, quietDiag } from './quiet-diag';

/** Makes a log record of a line, for providers that do not parse lines. The severity is added to it. */
export type LineParser = (line: string) => LogRecord;

/**
 * Sends the lines of one logger configuration: as they are to a provider that parses lines on another thread, else as log
 * records through the API. Follows the registered provider, unless it is given one.
 */
export class LineDestination {
  readonly #scope: LineScope;
  readonly #format: LineFormat;
  readonly #parse: LineParser;
  readonly #provider: () => LoggerProvider | undefined;
  #current: LoggerProvider | undefined;
  #sink: LineSink | undefined;
  #logger: Logger | undefined;
  /** True while a line is sent. What an SDK logs meanwhile, through the application's own logger, is not sent. */
  #isSending = false;

  /** @param provider returns the provider to use; undefined for the registered one. Called for every line. */
  constructor(
    scope: LineScope,
    format: LineFormat,
    parse: LineParser,
    provider: () => LoggerProvider | undefined,
  ) {
    this.#scope = scope;
    this.#format = format;
    this.#parse = parse;
    this.#provider = provider;
  }

  /** Sends a line with the ids of the active span. Never throws. */
  write(severityNumber: SeverityNumber, severityText: string, line: string): void {
    if (this.#isSending || isReporting()) return;
    this.#isSending = true;
    try {
      const provider = this.#provider() ?? logs.getLoggerProvider();
      if (provider !== this.#current) this.#follow(provider);
      const sink = this.#sink;
      if (sink !== undefined) sink.write(severityNumber, severityText, line, contextApi.active());
      else this.#emit(severityNumber, severityText, line);
    } catch (error) {
      quietDiag.error('A log line could not be sent', error);
    } finally {
      this.#isSending = false;
    }
  }

  #follow(provider: LoggerProvider): void {
    this.#sink = openLineSink(provider, this.#scope, this.#format);
    this.#logger =
      this.#sink === undefined
        ? provider.getLogger(this.#scope.name, this.#scope.version)
        : undefined;
    // Last: if the provider throws, the next line must not go to the one before.
    this.#current = provider;
  }

  #emit(severityNumber: SeverityNumber, severityText: string, line: string): void {
    const logger = this.#logger!;
    if (!logger.enabled({ severityNumber, context: contextApi.active() })) return;
    const record = this.#parse(line);
    record.severityNumber = severityNumber;
    if (severityText !== '') record.severityText = severityText;
    logger.emit(record);
  }
}
