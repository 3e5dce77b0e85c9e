import type { Context, TimeInput } from '@opentelemetry/api';
import type { StreamEvents } from '../streams/watched-emitter';

/** Options of every call. */
export interface CallOptions {
  /** The context that the call is in. Default: the active one. */
  context?: Context | undefined;
  /** When the call started: milliseconds since the epoch or of `performance.now()`, a `Date`, or seconds with nanoseconds. Default: now. */
  startTime?: TimeInput | undefined;
  /** Attributes of your own, or of a provider: `openai.api.type`. They replace those of the conventions. Default: none. */
  attributes?: Record<string, unknown> | undefined;
}

/** Data that every result may have. */
export interface CallResult {
  /** Attributes of your own, or of a provider. Default: none. */
  attributes?: Record<string, unknown> | undefined;
}

/**
 * One call of a model, an agent or a tool. It takes plain data. Its methods throw nothing of their own. After the call has ended, they do
 * nothing.
 */
export interface GenAiCall<Result> {
  /** Whether messages, arguments and other content of this call are recorded. If not, you need not build any. */
  readonly capturesContent: boolean;
  /** Whether anything is recorded. */
  readonly isRecording: boolean;
  /** The context in which the call does its work: its span is active there. */
  readonly context: Context;
  /** Runs `fn` in the call's context, and returns what it returned. */
  run<T>(fn: () => T): T;
  /** Adds data as it becomes known. Later values replace earlier ones. */
  set(result: Result): void;
  /** Reports that a chunk of the response has arrived, where `stream` cannot see it. */
  chunk(): void;
  /**
   * Watches a stream: an async iterable, a generator, a `ReadableStream` or an event emitter. Returns what to read in its place, which for
   * iterables and emitters is the same object. The call ends when the stream ends, fails, is cancelled, or is collected as garbage.
   *
   * @param onChunk called with each chunk; pass what the chunk says to `set`, such as the usage in the last one
   * @param events the names of an emitter's events
   */
  stream<Source>(source: Source, onChunk?: (chunk: never) => void, events?: StreamEvents): Source;
  /** Ends the call. */
  end(result?: Result, endTime?: TimeInput): void;
  /** Ends the call at its last chunk and counts it, because nobody will read its stream to the end. `stream` does so by itself. */
  abandon(): void;
  /** Ends the call with an error. */
  fail(error: unknown, result?: Result, endTime?: TimeInput): void;
}
