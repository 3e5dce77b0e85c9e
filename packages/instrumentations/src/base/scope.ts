import { diag, type DiagLogger, type Span } from '@opentelemetry/api';
import { Telemetry } from './telemetry';

/** What an instrumentation records with: its tracer, its meter, and its log, which throws nothing. */
export class Scope {
  readonly name: string;
  readonly telemetry: Telemetry;
  readonly #log: DiagLogger;

  constructor(name: string, version: string) {
    this.name = name;
    this.telemetry = new Telemetry(name, version);
    this.#log = diag.createComponentLogger({ namespace: name });
  }

  warn(message: string, ...details: unknown[]): void {
    this.#write('warn', message, details);
  }

  error(message: string, ...details: unknown[]): void {
    this.#write('error', message, details);
  }

  /**
   * Returns what a hook of the application returns; undefined if it throws, which is logged. So is what the promise of an
   * `async` hook rejects with: Node would end the process for it.
   */
  runHook<Result>(name: string, hook: () => Result): Result | undefined {
    try {
      const result = hook();
      if (result instanceof Promise)
        result.catch((error: unknown) => this.error(`${name} failed`, error));
      return result;
    } catch (error) {
      this.error(`${name} failed`, error);
      return undefined;
    }
  }

  /** Ends a span in a call of the application, where no failure of an SDK may get through. */
  endSpan(span: Span): void {
    try {
      span.end();
    } catch (error) {
      this.error('a span did not end', error);
    }
  }

  #write(level: 'warn' | 'error', message: string, details: unknown[]): void {
    try {
      this.#log[level](message, ...details);
    } catch {
      // No logger is left to report it.
    }
  }
}
