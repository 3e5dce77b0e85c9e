import { describeUnknown, unknownVariables } from '../../environment/unknown-variables.ts';
import { understand } from '../../environment/understand.ts';
import { unsupportedVariables } from '../../environment/unsupported.ts';
import { environmentVariables } from '../../environment/variables.ts';
import type { SetVariable } from './report.ts';

const kPrefix = 'OTEL_';

/** Each `OTEL_…` variable that is set, with the value that the SDK reads from it. */
export function setVariables(environment: NodeJS.ProcessEnv = process.env): SetVariable[] {
  const known = new Map(environmentVariables.map((variable) => [variable.name, variable]));
  const mistakes = new Map(unknownVariables(environment).map((one) => [one.name, one]));
  const names = Object.keys(environment).filter((name) => name.startsWith(kPrefix));
  return names.sort().map((name): SetVariable => {
    const variable = known.get(name);
    if (variable !== undefined) {
      const note = variable.readBy === undefined ? {} : { note: `read by ${variable.readBy}` };
      return { name, ...understand(variable, environment[name] ?? ''), ...note };
    }
    const mistake = mistakes.get(name);
    if (mistake !== undefined) return { name, problem: describeUnknown(mistake) };
    const instead = unsupportedVariables[name];
    return { name, note: instead === undefined ? 'not known here' : `has no effect: ${instead}` };
  });
}
