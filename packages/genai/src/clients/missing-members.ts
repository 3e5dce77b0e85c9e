import { diag } from '@opentelemetry/api';
import { quietly } from '../telemetry/quietly';
import { membersOf } from './members';

/** The library of a client, as warnings name it. */
export interface ClientLibrary {
  /** The entry of this package. */
  readonly entry: string;
  readonly name: string;
  /** The lowest and the newest version that the tests run with. */
  readonly testedVersions: string;
}

/** Tests for members that a library does not document, and may rename in any version. */
export type MemberTests = Readonly<Record<string, (member: unknown) => boolean>>;

/** Returns the names of the members that an object lacks. */
export function missingMembers(value: unknown, tests: MemberTests): string[] {
  const members = membersOf(value);
  return Object.keys(tests).filter((name) => quietly(() => tests[name]!(members[name])) !== true);
}

const kLosses = {
  promises: 'calls whose promise is not awaited itself, as with asResponse() and helpers',
  streams: 'streams',
};
const warned = new Set<string>();

/** Warns once in a process of what is not recorded. */
export function warnOfMissing(
  objects: keyof typeof kLosses,
  missing: readonly string[],
  { entry, name, testedVersions }: ClientLibrary,
): void {
  const warning = `@otel-native/genai/${entry} does not record ${kLosses[objects]}: the ${objects} of this client lack ${missing.join(', ')}. Tested with ${name} ${testedVersions}`;
  if (warned.has(warning)) return;
  warned.add(warning);
  quietly(() => diag.warn(warning));
}
