/** The tokens of a call. Each is undefined if the provider did not report it. */
export interface TokenCounts {
  /** Includes those that were read from and written to a cache. */
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  readonly cacheReadInputTokens: number | undefined;
  readonly cacheWriteInputTokens: number | undefined;
}

/** What the cost of a call depends on. */
export interface CostInfo extends TokenCounts {
  /** `gen_ai.provider.name`. */
  readonly provider: string | undefined;
  /** The model that answered, else the one that was asked. */
  readonly model: string | undefined;
}

/** Returns the cost in US dollars; undefined if it is not known. */
export type CostOfCall = (info: CostInfo) => number | undefined;
