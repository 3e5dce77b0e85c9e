import { createNoopLogger, type Logger, type LogRecord } from '@opentelemetry/api';

type Query = Parameters<Logger['enabled']>[0];

/** A logger that makes the real one when it is used first. */
export class LazyLogger implements Logger {
  readonly #make: () => Logger | undefined;
  #made: Logger | undefined;

  constructor(make: () => Logger | undefined) {
    this.#make = make;
  }

  emit(logRecord: LogRecord): void {
    (this.#made ?? this.#load()).emit(logRecord);
  }

  enabled(options?: Query): boolean {
    return (this.#made ?? this.#load()).enabled(options);
  }

  #load(): Logger {
    return (this.#made = this.#make() ?? createNoopLogger());
  }
}
