import type { CallResult, GenAiCall } from '../calls/gen-ai-call';
import { quietly } from '../telemetry/quietly';
import { runInside } from '../telemetry/run-inside';
import { membersOf } from './members';
import { missingMembers, warnOfMissing, type ClientLibrary } from './missing-members';
import type { ChunkCollector, ObservedApi } from './observed-api';
import { isIterable, kStreamMembers, observeStream, type ClientStream } from './observed-stream';

type Parse = (...args: unknown[]) => Promise<unknown>;
type Then = (fulfilled?: Settled, rejected?: Settled) => unknown;
type Settled = ((value: unknown) => unknown) | null | undefined;
type Transform = (data: unknown, ...more: unknown[]) => unknown;

/** An `APIPromise` of the client: it asks at once, and parses the answer when it is awaited. */
export interface ApiPromise extends Promise<unknown> {
  /** Settles with the headers of the answer. Promises that are derived from this one share it. */
  readonly responsePromise: Promise<unknown>;
  parseResponse: Parse;
  asResponse(): Promise<unknown>;
  _thenUnwrap(transform: Transform): ApiPromise;
}

const unawaited = new FinalizationRegistry<GenAiCall<CallResult>>((call) =>
  quietly(() => call.abandon()),
);

/** The request of one call. Ends the call with its answer, or with the end of the stream that it brings. */
export class ObservedRequest {
  readonly #call: GenAiCall<CallResult>;
  readonly #api: ObservedApi;
  readonly #library: ClientLibrary;
  #isParsing = false;
  #isSeen = false;

  constructor(call: GenAiCall<CallResult>, api: ObservedApi, library: ClientLibrary) {
    this.#call = call;
    this.#api = api;
    this.#library = library;
  }

  /**
   * Learns of an error when the caller does. A handler of our own would hide that nobody handles the error, so the call ends with the
   * promise where nobody awaits it.
   */
  watchHeaders(response: Promise<unknown>): void {
    quietly(() => define(response, 'then', this.#watchedThen(response, response.then)));
    unawaited.register(response, this.#call, this);
  }

  /** Watches whatever a client returns: of a promise, only what it is awaited for. */
  watchUnknown(value: unknown): unknown {
    const then = quietly(() => membersOf(value)['then']) as Then | undefined;
    if (typeof then !== 'function') {
      this.#see(value);
      return value;
    }
    const watched = this.#watchedThen(value, then, (data) => {
      // A stream lives longer than its promise.
      unawaited.unregister(this);
      this.#see(data);
    });
    // `await` does not ask a plain promise for its `then`.
    if (Object.getPrototypeOf(value) === Promise.prototype) return watched();
    quietly(() => define(value as object, 'then', watched));
    unawaited.register(value as object, this.#call, this);
    return value;
  }

  #watchedThen(promise: unknown, then: Then, see?: (value: unknown) => void): Then {
    return (fulfilled, rejected) =>
      then.call(
        promise,
        see === undefined
          ? fulfilled
          : (value: unknown) => {
              see(value);
              return fulfilled ? fulfilled(value) : value;
            },
        (error: unknown) => {
          this.#fail(error);
          if (rejected) return rejected(error);
          throw error;
        },
      );
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
    if (collector !== undefined && isIterable(data)) return this.#recordStream(data, collector);
    const answer = membersOf(data);
    const result = quietly(() => this.#api.resultOf(answer));
    const failure = this.#api.failureOf?.(answer);
    if (failure === undefined) call.end(result);
    else call.fail(failure, result);
  }

  #recordStream(stream: object, collector: ChunkCollector): void {
    const missing = missingMembers(stream, kStreamMembers);
    if (missing.length === 0) {
      return observeStream(stream as ClientStream, this.#call, this.#api, collector);
    }
    this.#call.end();
    warnOfMissing('streams', missing, this.#library);
  }
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
