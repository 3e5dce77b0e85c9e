import type { CallResult, GenAiCall } from '../calls/gen-ai-call';
import { runCall } from '../calls/run-call';
import { quietly } from '../telemetry/quietly';
import { runInside } from '../telemetry/run-inside';
import { membersOf } from '../clients/members';
import type { ObservedApi } from './observed-api';
import { isStream, observeStream } from './observed-stream';

type Parse = (...args: unknown[]) => Promise<unknown>;
type Transform = (data: unknown, ...more: unknown[]) => unknown;

/** An `APIPromise` of the client: it asks at once, and parses the answer when it is awaited. */
interface ApiPromise extends Promise<unknown> {
  /** Settles with the headers of the answer. Promises that are derived from this one share it. */
  readonly responsePromise: Promise<unknown>;
  parseResponse: Parse;
  asResponse(): Promise<unknown>;
  _thenUnwrap(transform: Transform): ApiPromise;
}

function isApiPromise(value: unknown): value is ApiPromise {
  const { responsePromise, parseResponse, asResponse, _thenUnwrap } = membersOf(value);
  return (
    typeof membersOf(responsePromise)['then'] === 'function' &&
    [parseResponse, asResponse, _thenUnwrap].every((member) => typeof member === 'function')
  );
}

const unawaited = new FinalizationRegistry<GenAiCall<CallResult>>((call) =>
  quietly(() => call.abandon()),
);

/** Ends the call with what the client returned for it, which stays the same object and parses when it did. */
export function observePromise(
  promise: unknown,
  call: GenAiCall<CallResult>,
  api: ObservedApi,
): unknown {
  // A class of the application may override a method, and return another promise.
  if (!isApiPromise(promise)) return runCall(call, () => promise);
  const request = new ObservedRequest(call, api);
  request.watchHeaders(promise.responsePromise);
  request.watchAnswer(promise);
  return promise;
}

class ObservedRequest {
  readonly #call: GenAiCall<CallResult>;
  readonly #api: ObservedApi;
  #isParsing = false;
  #isSeen = false;

  constructor(call: GenAiCall<CallResult>, api: ObservedApi) {
    this.#call = call;
    this.#api = api;
  }

  /**
   * Learns of an error when the caller does. A handler of our own would hide that nobody handles the error, so the call ends with the
   * promise where nobody awaits it.
   */
  watchHeaders(response: Promise<unknown>): void {
    const then = response.then;
    const value: typeof then = (fulfilled, rejected) =>
      then.call(response, fulfilled, (error: unknown) => {
        this.#fail(error);
        if (rejected) return rejected(error);
        throw error;
      }) as never;
    quietly(() => define(response, 'then', value));
    unawaited.register(response, this.#call, this);
  }

  /** Watches a promise, and all that are derived from it. */
  watchAnswer(promise: ApiPromise): ApiPromise {
    const { parseResponse, asResponse, _thenUnwrap } = promise;
    const parse: Parse = (...args) => this.#parsed(() => parseResponse.apply(promise, args));
    const raw = async () => {
      const response = await asResponse.call(promise);
      // The caller reads the answer, and nobody else learns what is in it.
      if (!this.#isParsing) this.#call.end();
      return response;
    };
    const derive = (transform: Transform) =>
      this.watchAnswer(
        _thenUnwrap.call(promise, (data, ...more) => {
          this.#see(data);
          return transform(data, ...more);
        }),
      );
    quietly(() => {
      define(promise, 'parseResponse', parse);
      define(promise, 'asResponse', raw);
      define(promise, '_thenUnwrap', derive);
    });
    return promise;
  }

  async #parsed(parse: () => Promise<unknown>): Promise<unknown> {
    this.#isParsing = true;
    unawaited.unregister(this);
    try {
      // The client may ask again while it reads the body.
      const data = await runInside((run) => this.#call.run(run), parse);
      this.#see(data);
      return data;
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  #fail(error: unknown): void {
    if (quietly(() => this.#api.isCancelled?.(error)) === true) this.#call.end();
    else this.#call.fail(error);
  }

  /** Sees the answer before the helpers of the client transform it. */
  #see(data: unknown): void {
    if (this.#isSeen) return;
    this.#isSeen = true;
    quietly(() => this.#record(data));
  }

  #record(data: unknown): void {
    const call = this.#call;
    const collector = this.#api.collector?.(call.capturesContent);
    if (isStream(data) && collector !== undefined)
      return observeStream(data, call, this.#api, collector);
    const answer = membersOf(data);
    const result = quietly(() => this.#api.resultOf(answer));
    const failure = this.#api.failureOf?.(answer);
    if (failure === undefined) call.end(result);
    else call.fail(failure, result);
  }
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
