import { join } from 'node:path';
import { runNode, type NodeResult, type NodeRun } from 'test-support/run-node';

export type { NodeResult as ChildResult, NodeRun as ChildOptions } from 'test-support/run-node';

/** The applications that tests start. */
export const applications = join(__dirname, '../applications');

/** Runs Node.js until it exits, in the folder of the applications unless `cwd` is another. */
export function runChild(args: string[], options: NodeRun = {}): Promise<NodeResult> {
  return runNode(args, { ...options, cwd: options.cwd ?? applications });
}
