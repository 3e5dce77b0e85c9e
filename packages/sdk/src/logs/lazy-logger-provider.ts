import {
  createNoopLogger,
  type Logger,
  type LoggerOptions,
  type LoggerProvider,
} from '@opentelemetry/api';
import type { PipelineStats } from '@otel-native/api-bridge';
import {
  kOpenFieldSink,
  kOpenLineSink,
  openFieldSink,
  openLineSink,
  type FieldFormat,
  type FieldLoggerProvider,
  type FieldSink,
  type LineFormat,
  type LineLoggerProvider,
  type LineScope,
  type LineSink,
} from '@otel-native/api-bridge/log-lines';
import { announce } from '../diagnostics/announce';
import { LazyLogger } from './lazy-logger';
import type { SdkLoggerProvider } from './sdk-logger-provider';

/**
 * Loads the real logger provider with the first log record. Instrumentations ask for loggers that they never use, so
 * the first logger would be too early.
 */
export class LazyLoggerProvider
  implements SdkLoggerProvider, LineLoggerProvider, FieldLoggerProvider
{
  readonly #make: () => SdkLoggerProvider;
  #made: SdkLoggerProvider | undefined;
  #hasEnded = false;

  constructor(make: () => SdkLoggerProvider) {
    this.#make = make;
  }

  getLogger(name: string, version?: string, options?: LoggerOptions): Logger {
    if (this.#made !== undefined) return this.#made.getLogger(name, version, options);
    if (this.#hasEnded) return createNoopLogger();
    return new LazyLogger(() => this.#load()?.getLogger(name, version, options));
  }

  /** Loads the real provider: bridges ask with the first line of a logger. */
  [kOpenLineSink](scope: LineScope, format: LineFormat): LineSink | undefined {
    const provider = this.#load();
    return provider && openLineSink(provider, scope, format);
  }

  /** As above, with the first record of a bridge. */
  [kOpenFieldSink](scope: LineScope, format: FieldFormat): FieldSink | undefined {
    const provider = this.#load();
    return provider && openFieldSink(provider, scope, format);
  }

  forceFlush(options?: { timeoutMillis?: number }): Promise<void> {
    return this.#made?.forceFlush(options) ?? Promise.resolve();
  }

  async shutdown(options?: { timeoutMillis?: number }): Promise<void> {
    this.#hasEnded = true;
    await this.#made?.shutdown(options);
  }

  stats(): PipelineStats | undefined {
    return this.#made?.stats();
  }

  #load(): LoggerProvider | undefined {
    if (this.#made !== undefined || this.#hasEnded) return this.#made;
    try {
      this.#made = this.#make();
    } catch (error) {
      this.#hasEnded = true;
      const reason = error instanceof Error ? error.message : String(error);
      announce('OTEL_NATIVE_PART_MISSING', `no logs are recorded: ${reason}`);
    }
    return this.#made;
  }
}
