export { releases } from './node-releases.ts';
export { npmPackageFolder, type NpmPackage } from './npm-package.ts';
export { prebuild, problemLines, type Prebuilt } from './prebuild.ts';
export { table } from './table.ts';
export { targets, targetsNamed, type Target } from './targets.ts';
