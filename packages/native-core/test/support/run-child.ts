import { join } from 'node:path';
import { runNode, type NodeResult } from 'test-support/run-node';

export type { NodeResult as ChildResult } from 'test-support/run-node';

/** The programs that tests start. */
const programs = join(__dirname, '../programs');

export interface ChildOptions {
  /** Variables beside the inherited ones, of which no `OTEL_*` and no `NODE_OPTIONS` is passed on. */
  environment?: Record<string, string>;
  /** Node.js's own options. */
  nodeOptions?: string[];
  /** Limit of the address space, in KiB. Default: that of this process. */
  maxAddressKiB?: number;
  /** The program's standard input is closed when this resolves, for programs that wait for it. */
  until?: Promise<unknown>;
}

/** Runs a program of `test/programs` to its end. */
export function runProgram(name: string, options: ChildOptions = {}): Promise<NodeResult> {
  const { environment, nodeOptions = [], maxAddressKiB, until } = options;
  return runNode([...nodeOptions, join(programs, name)], {
    env: environment,
    maxAddressKiB,
    until,
  });
}
