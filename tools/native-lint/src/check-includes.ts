import { join } from 'node:path';
import { floorPlans } from './floors.ts';
import { includeProblems } from './include-problems.ts';
import { includesOf } from './includes.ts';

/** What the includes of all packages below a workspace do that they may not, one line each. */
export function checkIncludes(workspace: string): string[] {
  return Object.entries(floorPlans).flatMap(([name, plan]) => {
    const native = join('packages', name, 'native');
    const problems = includeProblems(includesOf(join(workspace, native)), plan);
    return problems.map((problem) => `${native}/${problem}`);
  });
}
