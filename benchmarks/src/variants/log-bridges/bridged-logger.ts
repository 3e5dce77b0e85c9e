/** What sends the lines of a logger: nothing, the official instrumentation, or our bridge. */
export type LogBridgeVariant = 'alone' | 'official' | 'native';

/** Where lines go: nowhere, or to a file that keeps nothing, which costs a system call each. */
export type LineTarget = 'null' | 'file';

export interface BridgedLoggerOptions {
  readonly variant: LogBridgeVariant;
  readonly target: LineTarget;
  /** Whether printed lines have the ids of the active span, in the cheapest way that the variant has. */
  readonly hasIds: boolean;
}

/** Writes one line with the fields of a request. */
export type WriteLine = (index: number) => void;

/** What the module of each library exports as `makeBridgedLogger`. */
export type MakeBridgedLogger = (options: BridgedLoggerOptions, seed: number) => Promise<WriteLine>;
