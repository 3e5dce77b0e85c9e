import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usage-error.ts';

/** One command of the command line. */
export interface Command {
  /** What `--help` prints. */
  readonly usage: string;
  /**
   * Resolves with the exit code.
   * @throws UsageError for invalid arguments
   */
  run(args: string[]): Promise<number>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Returns the values of a command's options.
 * @throws UsageError for an unknown option or argument
 */
export function valuesOf<T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
