import type { Check } from '../run/check.ts';
import { autoInstrumentationChecks } from './auto-instrumentations.ts';
import { npmChecks } from './npm.ts';
import { pnpmChecks } from './pnpm.ts';
import { selectiveChecks } from './selective-installs.ts';
import { yarnChecks } from './yarn.ts';

export const allChecks: readonly Check[] = [
  ...npmChecks,
  ...pnpmChecks,
  ...yarnChecks,
  ...autoInstrumentationChecks,
  ...selectiveChecks,
];
