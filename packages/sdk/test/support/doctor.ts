import { join } from 'node:path';
import { runChild, type ChildOptions, type ChildResult } from './run-child';

/** The command line of the built package. */
export const cli = join(__dirname, '../../dist/cli/main.js');

export type Environment = Record<string, string>;

/** Options for a run of `doctor`, in addition to its environment. */
export interface DoctorOptions extends Pick<ChildOptions, 'cwd'> {
  args?: string[];
  /** Command line options of Node.js. */
  node?: string[];
}

export function doctor(env: Environment, options: DoctorOptions = {}): Promise<ChildResult> {
  const { args = [], node = [], cwd } = options;
  return runChild([...node, cli, 'doctor', ...args], { env, ...(cwd !== undefined && { cwd }) });
}
