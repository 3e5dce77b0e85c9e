/** One way to load the SDK, or whatever else is to be tried. */
export interface Variant {
  readonly name: string;
  /** Rejects with what is not as it should be; may give a few words to be printed. */
  run(): Promise<string | void>;
}
