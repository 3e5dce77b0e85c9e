import type { Setup } from './setup.ts';

/** One line of the table. */
export interface Check {
  readonly name: string;
  /** Whether it is part of the sample that every change has to pass. */
  readonly sample?: boolean;
  /** Throws where something is wrong, `Skipped` where the machine has not what is needed. */
  readonly run: (setup: Setup) => Promise<void>;
}

/** Its message is the reason. */
export class Skipped extends Error {}
