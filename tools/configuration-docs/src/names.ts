import {
  foreignPrefixes,
  unsupportedVariables,
} from '../../../packages/sdk/src/environment/unsupported.ts';
import { environmentVariables } from '../../../packages/sdk/src/environment/variables.ts';

/** The names alone: each list is one text, which costs a start nothing until it is split. */
export function namesModule(): string {
  const names = [
    ...environmentVariables.map(({ name }) => name),
    ...Object.keys(unsupportedVariables),
  ];
  return `// Generated from variables.ts and unsupported.ts by tools/configuration-docs. Do not edit.
/** Every name that is no mistake, separated by spaces. */
export const knownNames =
  '${names.join(' ')}';
/** Beginnings of the names that others have. */
export const foreignPrefixes =
  '${foreignPrefixes.join(' ')}';
`;
}
