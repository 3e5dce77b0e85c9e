import type { Check } from '../run/check.ts';
import { npmChecks } from './npm.ts';
import { pnpmChecks } from './pnpm.ts';
import { yarnChecks } from './yarn.ts';

export const allChecks: readonly Check[] = [...npmChecks, ...pnpmChecks, ...yarnChecks];
