/** Load on one URL for a while. */
export interface LoadPhase {
  readonly url: string;
  readonly seconds: number;
  /** Requests per second, begun whether or not those before were answered; as many as get through where absent. */
  readonly rate: number | undefined;
  /** Connections, and so requests under way, when there is no rate. */
  readonly connections: number;
}

export interface LoadResult {
  /** Answered with status 200. */
  readonly requests: number;
  /** Refused, broken off or answered with another status. */
  readonly failures: number;
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** Milliseconds from the request's beginning to the answer's end; `null` without an answer. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** Something that makes load, in a process of its own. */
export interface LoadSource {
  /** For the result file: name and version. */
  readonly description: string;
  /** Resolves when all requests of the phase are answered: none of it is left in the next phase. */
  run(phase: LoadPhase): Promise<LoadResult>;
  stop(): Promise<void>;
}
