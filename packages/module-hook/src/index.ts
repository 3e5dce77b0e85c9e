export type { FoundModule } from './found-module.ts';
export { hookPackage, type HookedPackage, type PackageHook } from './hook-package.ts';
