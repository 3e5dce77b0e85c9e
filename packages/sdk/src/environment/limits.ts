import { diag } from '@opentelemetry/api';
import { getNumberFromEnv } from '@opentelemetry/core';
import { optionKinds } from '@otel-native/native-core';

/**
 * Returns the limits from the environment. `variables` has the variables for each limit; the first one that is set
 * wins. Warns of an invalid value and ignores it.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#attribute-limits
 */
export function limitsFromEnvironment<Name extends string>(
  variables: Readonly<Record<Name, readonly string[]>>,
): Partial<Record<Name, number>> {
  const limits: Partial<Record<Name, number>> = {};
  for (const [limit, names] of Object.entries<readonly string[]>(variables)) {
    for (const name of names) {
      const value = getNumberFromEnv(name);
      if (value === undefined) continue;
      const kind = optionKinds.spanLimits.table![limit]!;
      if (!kind.accepts(value)) {
        diag.warn(`${name} is ${value} and ignored: expected ${kind.expected}`);
        continue;
      }
      limits[limit as Name] = value;
      break;
    }
  }
  return limits;
}
