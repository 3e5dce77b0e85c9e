import { context as contextApi, type Context, type TimeInput } from '@opentelemetry/api';
import type { StreamEvents } from '../streams/watched-emitter';
import { watchStream } from '../streams/watch-stream';
import type { EnclosingCall } from '../telemetry/enclosing-call';
import { quietly } from '../telemetry/quietly';
import type { CallOptions, CallResult, GenAiCall } from './gen-ai-call';

/**
 * A call inside a call of the same kind: the client of a provider, under a framework. It has no span. What it finds becomes part of the
 * outer call, which alone measures and counts.
 */
export class JoinedCall implements GenAiCall<CallResult> {
  readonly capturesContent: boolean;
  isStreaming = false;
  #isEnded = false;
  readonly #outer: EnclosingCall;
  readonly context: Context;

  constructor(outer: EnclosingCall & { capturesContent?: boolean }, options: CallOptions) {
    this.#outer = outer;
    this.context = options.context ?? contextApi.active();
    this.capturesContent = outer.capturesContent === true;
    this.#enrich(options, undefined);
  }

  get isRecording(): boolean {
    return !this.#isEnded;
  }

  run<T>(fn: () => T): T {
    return contextApi.with(this.context, fn);
  }

  set(result: CallResult): void {
    if (!this.#isEnded && typeof result === 'object' && result !== null)
      this.#enrich(undefined, result);
  }

  chunk(): void {
    if (!this.#isEnded) quietly(() => this.#outer.innerChunk(this));
  }

  stream<Source>(source: Source, onChunk?: (chunk: never) => void, events?: StreamEvents): Source {
    if (this.#isEnded) return source;
    const done = () => this.end();
    const listener = {
      context: this.context,
      onChunk: (chunk: unknown) => {
        this.chunk();
        onChunk?.(chunk as never);
      },
      onEnd: done,
      onCancel: done,
      onError: done,
      owner: this,
    };
    const watched = watchStream(source, listener, events);
    if (watched === undefined) return source;
    this.isStreaming = true;
    return watched as Source;
  }

  end(result?: CallResult, _endTime?: TimeInput): void {
    if (result !== undefined) this.set(result);
    this.#isEnded = true;
  }

  /** The error reaches the outer call when its own work fails; it may also try again. */
  fail(_error: unknown, result?: CallResult, _endTime?: TimeInput): void {
    this.end(result);
  }

  abandon(): void {
    this.end();
  }

  #enrich(options: CallOptions | undefined, result: CallResult | undefined): void {
    quietly(() => this.#outer.enrich(options, result));
  }
}
