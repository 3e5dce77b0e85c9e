/** The part of pino that programs use. */
export interface Logger {
  child(bindings: object, options: object): Logger;
  [level: string]: unknown;
}

export type LoggerOptions = Record<string, unknown>;

export interface Pino {
  (options: LoggerOptions, stream: object): Logger;
  multistream(streams: object[]): object;
  readonly stdTimeFunctions: Readonly<Record<string, () => string>>;
}
