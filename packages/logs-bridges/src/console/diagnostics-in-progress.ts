import type { DiagLogger } from '@opentelemetry/api';

/** Where the API keeps its registrations. */
const kApi = Symbol.for('opentelemetry.js.api.1');
const kMethods = ['error', 'warn', 'info', 'debug', 'verbose'] as const;

/**
 * Knows whether the console prints diagnostics of OpenTelemetry itself, as it does with the API's `DiagConsoleLogger`. Sending these
 * would not end: an export that fails logs an error, which is exported, and so on.
 */
export class DiagnosticsInProgress {
  #depth = 0;
  #followed: DiagLogger | undefined;
  #unfollow: () => void = () => {};

  /** Follows the logger that is registered now, so call it before each use. Returns whether that logger is at work. */
  get areInProgress(): boolean {
    const registered = (globalThis as { [kApi]?: { diag?: DiagLogger } })[kApi]?.diag;
    if (registered !== this.#followed) this.#follow(registered);
    return this.#depth > 0;
  }

  stop(): void {
    this.#unfollow();
    this.#followed = undefined;
  }

  #follow(logger: DiagLogger | undefined): void {
    this.#unfollow();
    this.#unfollow = () => {};
    this.#followed = logger;
    if (logger === undefined) return;
    const own = { ...logger };
    for (const method of kMethods) {
      logger[method] = (...args) => {
        this.#depth++;
        try {
          own[method](...args);
        } finally {
          this.#depth--;
        }
      };
    }
    this.#unfollow = () => void Object.assign(logger, own);
  }
}
