export { applicationFiles } from './application.ts';
export {
  findPackage,
  resolveFrom,
  type FoundPackage,
  type OptionalPackage,
} from './find-package.ts';
export { loadPackages } from './load-packages.ts';
export { isWithin, rangeOf, versionOf, type VersionRange } from './version.ts';
