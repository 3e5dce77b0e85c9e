import type { CallResult, GenAiCall } from '../calls/gen-ai-call';
import type { GenAi } from '../operations/gen-ai';
import type { ServerAddress } from '../operations/request';
import type { Members } from './members';

/** Whom a client reaches, and where. */
export interface Provider extends ServerAddress {
  readonly provider: string;
}

/** How the requests of one API of the provider are recorded. */
export interface ObservedApi<Result extends CallResult = CallResult> {
  start(genAi: GenAi, body: Members, provider: Provider): GenAiCall<Result>;
  /** Returns what the whole answer says. */
  resultOf(answer: Members): Result;
  /** Returns the error of an answer that says that it failed. */
  failureOf?(answer: Members): Error | undefined;
  /** Whether an error only says that the application wanted no more, which is no failure. Default: every error is one. */
  isCancelled?(error: unknown): boolean;
  /** Collects the answer from its chunks. Undefined for an API that does not stream. */
  collector?(keepsContent: boolean): ChunkCollector<Result>;
}

/** Puts an answer together from what a stream brings. */
export interface ChunkCollector<Result extends CallResult = CallResult> {
  add(chunk: Members): void;
  /** Whether a chunk brings a part of the answer, and not only news of it. Default: each does. */
  isOutput?(chunk: Members): boolean;
  /** Returns what is known so far. */
  result(): Result;
  failure(): Error | undefined;
}

/** An error that the provider reports in an answer, with its code as the name, which becomes `error.type`. */
export function reportedError({ code, message }: Members): Error {
  const error = new Error(typeof message === 'string' ? message : '');
  if (typeof code === 'string' && code !== '') error.name = code;
  return error;
}
