import { rangeOf, type OptionalPackage } from 'optional-package';
import { findOptional } from '../../packages/optional-package';
import { optionalPackages } from '../../packages/optional-packages';
import type { OptionalPackageState } from './report.ts';

/** Lists each optional package with the version found. */
export function optionalPackageStates(): OptionalPackageState[] {
  return Object.values(optionalPackages).map(stateOf);
}

function stateOf(wanted: OptionalPackage & { purpose: string }): OptionalPackageState {
  const { name, purpose } = wanted;
  const found = findOptional(wanted);
  if (found === undefined) return { name, purpose };
  const version = found.version ?? 'of unknown version';
  if (found.isSupported) return { name, purpose, version };
  return {
    name,
    purpose,
    version,
    problem: `${version} is not supported: needs ${rangeOf(wanted)}`,
  };
}
