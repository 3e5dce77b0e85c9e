/** What all messages of the package `redis` have. */
export interface ConnectMessage {
  /** A host, or the path of a socket. */
  readonly serverAddress: string | undefined;
  readonly serverPort: number | undefined;
}

/** Message of `node-redis:command`. */
export interface CommandMessage extends ConnectMessage {
  /** The command as it is sent, and its arguments. The package replaces those that may be secret by `?`. */
  readonly args: readonly string[];
  /** Set for a command of a pipeline. */
  readonly batchMode?: string;
}

/** Message of `node-redis:batch`. */
export interface BatchMessage extends ConnectMessage {
  readonly batchMode: 'MULTI' | 'PIPELINE';
  /** Number of commands. */
  readonly batchSize: number;
}
