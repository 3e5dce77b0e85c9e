/** Options of a provider's `forceFlush` and `shutdown`. */
export interface FlushOptions {
  /** Longest wait in milliseconds. Default: 30,000 for `forceFlush`, 10,000 for `shutdown`. */
  timeoutMillis?: number;
}
