import { ROOT_CONTEXT, context, diag } from '@opentelemetry/api';
import { OtelNativeError } from '@otel-native/api-bridge';
import { readHeaders, type HeaderFields } from 'otlp-settings';
import type { HeadersFunction } from '../options';

const kDefaultRefreshMillis = 60_000;
/** How often a refusal is looked for. The engine's thread cannot call JavaScript without a cost for each process. */
const kTickMillis = 1_000;
/** After an error. */
const kRetryMillis = 5_000;
/** A call that takes longer counts as failed. */
const kLongestCallMillis = 30_000;

/** What the refresh works for. */
export interface HeadersUser {
  use(fields: HeaderFields): void;
  /** Whether a server refused the last fields since the last call. */
  areRefused(): boolean;
}

/**
 * Calls a headers function ahead of time: at once, at an interval, and after a refusal. An error is logged once until a
 * call succeeds, and the last good fields stay in use. Its timer does not keep the process alive.
 */
export class HeadersRefresh {
  readonly #call: HeadersFunction;
  readonly #refreshMillis: number;
  readonly #user: HeadersUser;
  readonly #timer: NodeJS.Timeout;
  /** Counts calls: only the latest may set the fields. */
  #calls = 0;
  #isRunning = false;
  #startedAt = 0;
  #nextAt = 0;
  #hasFailed = false;

  constructor(call: HeadersFunction, refreshMillis = kDefaultRefreshMillis, user: HeadersUser) {
    this.#call = call;
    this.#refreshMillis = refreshMillis;
    this.#user = user;
    this.#refresh();
    this.#timer = setInterval(() => this.#tick(), kTickMillis).unref();
  }

  stop(): void {
    this.#calls++;
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    if (this.#isRunning) {
      if (now - this.#startedAt < kLongestCallMillis) return;
      this.#fail(`it has not returned within ${kLongestCallMillis / 1_000} s`);
    } else if (this.#user.areRefused() || now >= this.#nextAt) {
      this.#refresh();
    }
  }

  #refresh(): void {
    const call = ++this.#calls;
    this.#isRunning = true;
    this.#startedAt = performance.now();
    const settle = (take: () => void) => {
      if (call === this.#calls) this.#attempt(take);
    };
    this.#attempt(() => {
      // What runs now may be a request of the application, which the call is no part of.
      const given = context.with(ROOT_CONTEXT, this.#call);
      if (!isPromise(given)) return this.#take(given);
      given.then(
        (headers) => settle(() => this.#take(headers)),
        (error: unknown) => settle(() => this.#fail(nameOf(error))),
      );
    });
  }

  #attempt(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#fail(nameOf(error));
    }
  }

  #take(headers: unknown): void {
    this.#user.use(readHeaders(headers));
    this.#settle(this.#refreshMillis);
    this.#hasFailed = false;
  }

  #fail(problem: string): void {
    this.#calls++;
    this.#settle(Math.min(kRetryMillis, this.#refreshMillis));
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    diag.error(`The headers function failed: ${problem}. The last headers that it returned stay`);
  }

  #settle(waitMillis: number): void {
    this.#isRunning = false;
    this.#nextAt = performance.now() + waitMillis;
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
}

/** Foreign messages may hold a token, ours do not. */
function nameOf(error: unknown): string {
  if (error instanceof OtelNativeError) return error.message;
  if (!(error instanceof Error)) return `it threw a value of type ${typeof error}`;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
