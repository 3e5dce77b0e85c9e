import type { Check } from '../run/check.ts';
import { autoInstrumentationChecks } from './auto-instrumentations.ts';
import { badInputChecks } from './bad-input.ts';
import { bundleChecks } from './bundles.ts';
import { copiedChecks } from './copied-to-musl.ts';
import { entryChecks } from './entries.ts';
import { nextChecks } from './next.ts';
import { npmChecks } from './npm.ts';
import { ownInstrumentationChecks } from './own-instrumentations.ts';
import { pnpmChecks } from './pnpm.ts';
import { quickStartChecks } from './quick-start.ts';
import { selectiveChecks } from './selective-installs.ts';
import { singleExecutableChecks } from './single-executable.ts';
import { sizeChecks } from './sizes.ts';
import { testRunnerChecks } from './test-runners.ts';
import { yarnChecks } from './yarn.ts';

export const allChecks: readonly Check[] = [
  ...npmChecks,
  ...pnpmChecks,
  ...yarnChecks,
  ...ownInstrumentationChecks,
  ...autoInstrumentationChecks,
  ...selectiveChecks,
  ...entryChecks,
  ...bundleChecks,
  ...nextChecks,
  ...testRunnerChecks,
  ...singleExecutableChecks,
  ...copiedChecks,
  ...badInputChecks,
  ...sizeChecks,
  ...quickStartChecks,
];

export { comparedSizes } from './sizes.ts';
