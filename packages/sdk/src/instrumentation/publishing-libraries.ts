import { diag } from '@opentelemetry/api';
import {
  applicationFiles,
  isWithin,
  resolveFrom,
  versionOf,
  type OptionalPackage,
} from 'optional-package';

/** The versions of libraries that publish tracing channels. Their entries record nothing of other versions. */
const kPublishing: Readonly<Record<string, OptionalPackage>> = {
  mysql2: { name: 'mysql2', atLeast: '3.20.0', below: '4.0.0' },
  redis: { name: '@redis/client', through: 'redis', atLeast: '5.12.0', below: '7.0.0' },
};

/**
 * Whether the application's version of a library publishes what its entry listens to; true for entries that do not depend
 * on that. The official instrumentation stays where one version that the application can load publishes nothing, and where
 * the library is not found: it may be the dependency of another package, in any version.
 */
export function publishesForEntry(entry: string): boolean {
  const wanted = kPublishing[entry];
  if (wanted === undefined) return true;
  const versions = applicationFiles().flatMap((start) => versionFor(wanted, start) ?? []);
  if (versions.length > 0 && versions.every((version) => isWithin(version, wanted))) return true;
  diag.debug(
    `${wanted.name} keeps its official instrumentation: found ${versions.join() || 'none'}`,
  );
  return false;
}

function versionFor({ name, through }: OptionalPackage, start: string): string | undefined {
  const owner = through === undefined ? start : resolveFrom(start, through);
  const path = (owner && resolveFrom(owner, name)) ?? resolveFrom(start, name);
  return path && versionOf(name, path)?.version;
}
