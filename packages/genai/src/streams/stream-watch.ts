import { context, type Context } from '@opentelemetry/api';
import { quietly } from '../telemetry/quietly';
import { runInside } from '../telemetry/run-inside';

/** What learns of a stream. */
export interface StreamListener {
  /** The context in which the source of the stream runs. */
  readonly context: Context;
  onChunk(chunk: unknown): void;
  /** The stream was read to its end. */
  onEnd(): void;
  /** The reader wants no more. */
  onCancel(): void;
  onError(error: unknown): void;
  readonly owner: StreamOwner;
}

/** Whose stream it is. It must not refer to the stream, nor to functions of the application, whose scopes may. */
export interface StreamOwner {
  /** Nobody can read the stream any more: it was collected as garbage. */
  abandon(): void;
}

const abandoned = new FinalizationRegistry<StreamOwner>((owner) => quietly(() => owner.abandon()));

/** Tells a listener of one stream, until the stream is settled. Nothing that the listener does reaches the stream. */
export class StreamWatch {
  readonly #listener: StreamListener;
  #isSettled = false;

  constructor(listener: StreamListener) {
    this.#listener = listener;
  }

  /** Tells the owner when the object that the application reads is collected. */
  guard(readable: object): void {
    abandoned.register(readable, this.#listener.owner, this);
  }

  /** Calls into the source, so that what it does belongs to the call. */
  run<Result>(work: () => Result): Result {
    return runInside((run) => context.with(this.#listener.context, run), work);
  }

  chunk(chunk: unknown): void {
    if (!this.#isSettled) quietly(() => this.#listener.onChunk(chunk));
  }

  end(): void {
    this.#settle(() => this.#listener.onEnd());
  }

  cancel(): void {
    this.#settle(() => this.#listener.onCancel());
  }

  fail(error: unknown): void {
    this.#settle(() => this.#listener.onError(error));
  }

  #settle(tell: () => void): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    abandoned.unregister(this);
    quietly(tell);
  }
}
