import {
  logs,
  type Context,
  type Logger,
  type LoggerProvider,
  type LogRecord,
  type SeverityNumber,
} from '@opentelemetry/api';
import { openFieldSink, type FieldFormat, type FieldSink } from '@otel-native/api-bridge/log-lines';
import { isReporting, quietDiag } from './quiet-diag';

/** The instrumentation scope of records. */
export interface RecordScope {
  readonly name: string;
  readonly version: string;
}

/**
 * Sends the records of one bridge, or of one logger: as fields to a provider that reads them itself, else as log records through the
 * API. Follows the registered provider, unless it is given one.
 */
export class RecordDestination {
  /** The provider that was set; undefined for the one that is registered with the API. */
  provider: LoggerProvider | undefined;
  readonly #scope: RecordScope;
  readonly #format: FieldFormat | undefined;
  #current: LoggerProvider | undefined;
  #logger: Logger | undefined;
  #sink: FieldSink | undefined;
  #isEmitting = false;

  /** @param format how fields are read. Default: `writeFields()` is not called */
  constructor(scope: RecordScope, provider?: LoggerProvider, format?: FieldFormat) {
    this.#scope = scope;
    this.provider = provider;
    this.#format = format && this.#whileReading(format);
  }

  /**
   * True while the provider is asked or gets a record, or a bridge reports something. What an SDK logs meanwhile, through the
   * application's own logger, is not sent: otherwise a record that causes a warning would cause another record without end.
   */
  get isBusy(): boolean {
    return this.#isEmitting || isReporting();
  }

  /**
   * Sends a record whose fields are all that there is to it. Returns false, having done nothing, if the provider accepts only log
   * records. Never throws.
   */
  writeFields(
    severityNumber: SeverityNumber,
    severityText: string,
    millis: number | undefined,
    body: unknown,
    fields: Readonly<Record<string, unknown>>,
    context: Context,
  ): boolean {
    if (this.isBusy) return true;
    this.#isEmitting = true;
    try {
      this.#follow();
      const sink = this.#sink;
      if (sink === undefined) return false;
      sink.write(severityNumber, severityText, millis, body, fields, context);
      return true;
    } finally {
      this.#isEmitting = false;
    }
  }

  /** Returns whether a record with this severity would be emitted. Asked before a record is made. */
  accepts(context: Context, severityNumber: SeverityNumber | undefined): boolean {
    if (this.isBusy) return false;
    this.#isEmitting = true;
    try {
      this.#follow();
      return this.#logger!.enabled({ context, severityNumber: severityNumber! });
    } finally {
      this.#isEmitting = false;
    }
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

  /** Returns a format under which the getters of a value may log: the destination is not busy then. */
  #whileReading({ isAttribute, attributeOf }: FieldFormat): FieldFormat {
    if (attributeOf === undefined) return { isAttribute };
    return {
      isAttribute,
      attributeOf: (key, value) => {
        this.#isEmitting = false;
        try {
          return attributeOf(key, value);
        } finally {
          this.#isEmitting = true;
        }
      },
    };
  }

  #follow(): void {
    const provider = this.provider ?? logs.getLoggerProvider();
    if (provider === this.#current) return;
    const { name, version } = this.#scope;
    this.#logger = provider.getLogger(name, version);
    this.#sink = this.#format && openFieldSink(provider, this.#scope, this.#format);
    // Last: if the provider throws, the next record must not go to the one before.
    this.#current = provider;
  }
}
