export { prebuild, type Prebuilt } from './prebuild.ts';
export { table } from './table.ts';
export { targets, targetsNamed, type Target } from './targets.ts';
