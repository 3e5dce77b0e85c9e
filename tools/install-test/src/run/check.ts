import type { Setup } from '../sandbox/setup.ts';

/** One line of the table. */
export interface Check {
  readonly name: string;
  /** Whether it is left out of the sample that every change has to pass. */
  readonly isLong?: boolean;
  /**
   * Throws where something is wrong, `Skipped` where the machine has not what is needed. What it returns is printed in
   * its line of the table.
   */
  readonly run: (setup: Setup) => Promise<string | undefined> | Promise<void>;
}

/** Its message is the reason. */
export class Skipped extends Error {}
