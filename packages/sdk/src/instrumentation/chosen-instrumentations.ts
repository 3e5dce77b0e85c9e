import { diag } from '@opentelemetry/api';
import { getStringFromEnv } from '@opentelemetry/core';
import { publishesForEntry } from './publishing-libraries';

const kOwn = 'OTEL_NATIVE_INSTRUMENTATIONS';
const kEnabled = 'OTEL_NODE_ENABLED_INSTRUMENTATIONS';
const kDisabled = 'OTEL_NODE_DISABLED_INSTRUMENTATIONS';

/** The official instrumentations that each entry replaces, without their prefix. */
export const replacedByEntry = {
  http: ['http'],
  undici: ['undici'],
  express: ['express', 'router'],
  fastify: ['fastify'],
  mysql2: ['mysql2'],
  redis: ['redis'],
  // Of `@otel-native/genai`. There is no official one.
  ai: [],
} as const satisfies Record<string, readonly string[]>;

export type Entry = keyof typeof replacedByEntry;

const kEntries = Object.keys(replacedByEntry) as Entry[];

/** What the environment says about instrumentations. */
export interface ChosenInstrumentations {
  /** Entries of `@otel-native/instrumentations` to use, and `ai`. */
  readonly entries: readonly Entry[];
  /** Official instrumentations that these replace. */
  readonly replaced: readonly string[];
  /** Whether `OTEL_NODE_ENABLED_INSTRUMENTATIONS` names nothing but what is replaced: no official one is needed then. */
  readonly needsNoOfficial: boolean;
}

/**
 * Reads `OTEL_NATIVE_INSTRUMENTATIONS`, and the variables of the official collection for all instrumentations. A library
 * whose entry is not chosen here, or whose version the entry cannot record, keeps its official instrumentation, if that
 * is installed.
 */
export function chosenInstrumentations(): ChosenInstrumentations {
  const own = ownEntries();
  const enabled = namesIn(kEnabled);
  const disabled = namesIn(kDisabled) ?? [];
  const isWanted = (entry: Entry) =>
    (enabled === undefined || enabled.includes(entry)) && !disabled.includes(entry);
  const wanted = own.filter(isWanted);
  // Looked up only for entries that are wanted: it costs reads of the disk.
  const named = namesIn(kOwn) ?? [];
  const entries = wanted.filter((entry) => publishesForEntry(entry, named.includes(entry)));
  const kept = wanted.filter((entry) => !entries.includes(entry));
  // An entry that is not wanted keeps its own official one away, and leaves the others to their own names.
  const replaced = own
    .filter((entry) => !kept.includes(entry))
    .flatMap((entry): readonly string[] =>
      entries.includes(entry) ? replacedByEntry[entry] : [entry],
    );
  const isOurs = (name: string) => replaced.includes(name) || entries.includes(name as Entry);
  const needsNoOfficial = enabled?.every(isOurs) ?? false;
  return { entries, replaced, needsNoOfficial };
}

function ownEntries(): Entry[] {
  const names = namesIn(kOwn) ?? ['all'];
  const unknown = names.filter((name) => !['all', 'none', ...kEntries].includes(name));
  if (unknown.length > 0)
    diag.warn(
      `${kOwn}: there is no "${unknown.join('", "')}", but: all, none, ${kEntries.join(', ')}`,
    );
  if (names.includes('none')) return [];
  // A list of wrong names alone is no choice.
  const isAll = names.includes('all') || unknown.length === names.length;
  return isAll ? kEntries : kEntries.filter((entry) => names.includes(entry));
}

/** Undefined if the variable names nothing. */
function namesIn(variable: string): string[] | undefined {
  const names = (getStringFromEnv(variable) ?? '').split(',').map((name) => name.trim());
  const given = names.filter((name) => name !== '');
  return given.length === 0 ? undefined : given;
}
