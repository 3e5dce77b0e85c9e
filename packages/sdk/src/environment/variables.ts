import type { EnvironmentVariable } from './variable.ts';
import { generalVariables } from './variables/general.ts';
import { logVariables } from './variables/logs.ts';
import { metricVariables } from './variables/metrics.ts';
import { nativeVariables } from './variables/native.ts';
import { officialVariables } from './variables/official.ts';
import { otlpVariables } from './variables/otlp.ts';
import { traceVariables } from './variables/traces.ts';

export type { EnvironmentVariable } from './variable.ts';

/** The groups of variables, in the order of the documentation. */
export const variableGroups: readonly (readonly [
  title: string,
  variables: readonly EnvironmentVariable[],
])[] = [
  ['General', generalVariables],
  ['Traces', traceVariables],
  ['Metrics', metricVariables],
  ['Logs', logVariables],
  ['OTLP', otlpVariables],
  ['Only here', nativeVariables],
  ['Official packages', officialVariables],
];

/**
 * The single table of environment variables. `doctor`, the warnings about unknown names, docs/configuration.md and the
 * tests derive from it. A normal start loads only the names (`names.gen.ts`).
 */
export const environmentVariables: readonly EnvironmentVariable[] = variableGroups.flatMap(
  ([, variables]) => variables,
);
