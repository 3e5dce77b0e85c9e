/** `official + handler` shuts its SDK down on SIGTERM, as the official documentation has the application do. */
export const exitVariants = ['official', 'official + handler', 'native'] as const;
export type ExitVariant = (typeof exitVariants)[number];

export const allEndings = [
  'return',
  'process.exit',
  'uncaught exception',
  'SIGTERM',
  'SIGKILL',
] as const;
export type Ending = (typeof allEndings)[number];

export interface ExitTask {
  readonly variant: ExitVariant;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly spans: number;
  readonly ending: Ending;
  /** Milliseconds between the last span and the end. */
  readonly waitMs: number;
}
