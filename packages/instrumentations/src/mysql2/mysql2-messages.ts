/** Message of the tracing channels `mysql2:query` and `mysql2:execute`. */
export interface QueryMessage {
  /** Of `mysql2:query`: with the values in it. Of `mysql2:execute`: with placeholders. */
  readonly query: string;
  readonly values?: unknown;
  /** Empty if the connection has none. */
  readonly database: string;
  /** A host, or the path of a socket. */
  readonly serverAddress: string;
  readonly serverPort: number | undefined;
}
