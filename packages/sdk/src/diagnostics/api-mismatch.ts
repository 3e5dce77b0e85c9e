import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { applicationFiles, resolveFrom, versionOf } from 'optional-package';
import { announce } from './announce';

const kApi = '@opentelemetry/api';
const kNeeded = '>=1.10.0 <2';

/** The global object that the first copy of the API creates and all copies share. */
type ApiGlobal = { readonly version: string } & Record<string, unknown>;

/**
 * Warns once that the API refuses our registrations because another copy of it came first: it accepts registrations
 * from exactly its own version. Nothing would be recorded, and the API reports that through `diag`, which has no logger
 * yet.
 */
export function reportApiMismatch(): void {
  const first = (globalThis as Record<symbol, ApiGlobal | undefined>)[
    Symbol.for('opentelemetry.js.api.1')
  ];
  const own = ownVersion();
  if (first === undefined || first.version === own) return;
  // A bundle hides our version. A provider that is already registered then most likely belongs to another SDK.
  if (own === undefined && first['trace'] !== undefined) return;
  const where = folderOf(first.version) ?? 'a bundle or an unknown place';
  announce(
    'OTEL_NATIVE_API_MISMATCH',
    `nothing is recorded: ${kApi} ${first.version} of ${where} was used first, and does not take what this SDK registers with ${own ?? 'another version'}. One copy is needed, ${kNeeded}: npm ls ${kApi}`,
  );
}

function ownVersion(): string | undefined {
  const path = import.meta.url && resolveFrom(import.meta.url, kApi);
  return path ? versionOf(kApi, path)?.version : undefined;
}

/** The folder of the copy with this version: among the loaded modules, else where the application resolves it. */
function folderOf(version: string): string | undefined {
  const part = join(sep, kApi, sep);
  const loaded = Object.keys(createRequire(join(sep, 'any.js')).cache);
  const files = [
    ...loaded.filter((path) => path.includes(part)),
    ...applicationFiles().flatMap((start) => resolveFrom(start, kApi) ?? []),
  ];
  for (const file of files) {
    const found = versionOf(kApi, file);
    if (found?.version === version) return found.folder;
  }
  return undefined;
}
