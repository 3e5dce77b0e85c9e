import {
  logs,
  type Context,
  type Logger,
  type LoggerProvider,
  type LogRecord,
  type SeverityNumber,
} from '@opentelemetry/api';
import { quietDiag } from './quiet-diag';

/** The instrumentation scope of records. */
export interface RecordScope {
  readonly name: string;
  readonly version: string;
}

/** Emits the records of one bridge, or of one logger, through the API. Follows the registered provider, unless it is given one. */
export class RecordDestination {
  /** The provider that was set; undefined for the one that is registered with the API. */
  provider: LoggerProvider | undefined;
  readonly #scope: RecordScope;
  #current: LoggerProvider | undefined;
  #logger: Logger | undefined;
  /** True while a record is emitted: what an SDK logs meanwhile, through the application's own logger, is not sent. */
  #isEmitting = false;

  constructor(scope: RecordScope, provider?: LoggerProvider) {
    this.#scope = scope;
    this.provider = provider;
  }

  /** Returns whether a record with this severity would be emitted. Asked before a record is made. */
  accepts(context: Context, severityNumber: SeverityNumber | undefined): boolean {
    if (this.#isEmitting) return false;
    const provider = this.provider ?? logs.getLoggerProvider();
    if (provider !== this.#current) {
      this.#current = provider;
      this.#logger = provider.getLogger(this.#scope.name, this.#scope.version);
    }
    return this.#logger!.enabled({ context, severityNumber: severityNumber! });
  }

  /** Emits a record that was accepted. Never throws. */
  emit(record: LogRecord): void {
    this.#isEmitting = true;
    try {
      this.#logger!.emit(record);
    } catch (error) {
      quietDiag.error('A log record could not be emitted', error);
    } finally {
      this.#isEmitting = false;
    }
  }
}
