import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applicationFile, dependenciesIn, installed } from './installed.ts';
import type { Copy, Installed, Instrumentations } from './report.ts';

const kAutoInstrumentations = '@opentelemetry/auto-instrumentations-node';
const kScope = '@opentelemetry';
const kBase = '@opentelemetry/instrumentation';
const kImportHook = 'import-in-the-middle';
/** Matches the names of instrumentation packages, whoever publishes them. */
const kNames = /(^|[/-])instrumentation([/-]|$)/;

/** Lists the instrumentations of the application and the copies of the packages that they share. */
export function instrumentationsOf(application: string = applicationFile()): Instrumentations {
  const collection = installed(kAutoInstrumentations, application);
  const bundled =
    collection === undefined ? [] : named(dependenciesIn(collection.folder), inside(collection));
  const own = named(namesAround(application), application);
  const found = unique([...own, ...bundled]);
  const users = [...(collection === undefined ? [] : [collection]), ...found];
  const bases = copiesOf(kBase, users);
  return { found: users, copies: [...bases, ...copiesOf(kImportHook, bases)] };
}

function named(names: string[], from: string): Installed[] {
  return [...new Set(names)]
    .filter((name) => kNames.test(name) && name !== kBase)
    .flatMap((name) => installed(name, from) ?? []);
}

/**
 * The application's dependencies, and the packages in its `node_modules` folders. A workspace has such folders higher
 * up.
 */
function namesAround(application: string): string[] {
  const folder = dirname(application);
  const above = dirname(folder);
  const names = [...dependenciesIn(folder), ...scopedIn(join(folder, 'node_modules'))];
  return above === folder ? names : [...names, ...namesAround(join(above, 'application.js'))];
}

function scopedIn(folder: string): string[] {
  try {
    return readdirSync(join(folder, kScope)).map((name) => `${kScope}/${name}`);
  } catch {
    return [];
  }
}

/** The copies of a package that others use, each with its users. */
function copiesOf(name: string, users: readonly Installed[]): Copy[] {
  const uses = users.flatMap((user) => {
    const copy = installed(name, inside(user));
    return copy === undefined ? [] : [{ copy, user: user.name }];
  });
  return [...Map.groupBy(uses, ({ copy }) => copy.folder).values()].map((ofCopy) => ({
    ...ofCopy[0]!.copy,
    usedBy: ofCopy.map(({ user }) => user),
  }));
}

function inside({ folder }: Installed): string {
  return join(folder, 'package.json');
}

function unique(packages: readonly Installed[]): Installed[] {
  return [...new Map(packages.map((one) => [one.folder, one])).values()];
}
