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
 *
 * @param isNamed whether the environment names the entry. It then counts where the library is not found, as in a bundle
 */
export function publishesForEntry(entry: string, isNamed: boolean): boolean {
  const wanted = kPublishing[entry];
  if (wanted === undefined) return true;
  const versions = applicationFiles().flatMap((start) => versionsFor(wanted, start));
  const isKnown = versions.length > 0;
  if (isKnown ? versions.every((version) => isWithin(version, wanted)) : isNamed) return true;
  diag.debug(
    `${wanted.name} keeps its official instrumentation: found ${versions.join() || 'none'}`,
  );
  return false;
}

/** An owner that is too old has no dependency of this name, but may find that of another package. Its versions are the same. */
function versionsFor({ name, through }: OptionalPackage, start: string): string[] {
  const owner = through && resolveFrom(start, through);
  const path = (owner && resolveFrom(owner, name)) ?? resolveFrom(start, name);
  const found = [owner && versionOf(through, owner), path && versionOf(name, path)];
  return found.flatMap((one) => (one ? one.version : []));
}
