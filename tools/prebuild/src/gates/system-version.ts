import { kGlibcFloor, kMacFloor } from '../targets.ts';
import type { Gate, KnownFacts } from './gate.ts';

/** The binary loads on the oldest system that is promised, and needs no C++ library of the system's at all. */
export const systemVersion: Gate = (facts) =>
  facts.format === 'mach-o' ? macProblems(facts.minimumSystem) : glibcProblems(facts);

function macProblems(minimumSystem: string): string[] {
  return minimumSystem === kMacFloor ? [] : [`needs macOS ${minimumSystem}, not ${kMacFloor}`];
}

function glibcProblems({ imports }: KnownFacts): string[] {
  return imports
    .filter(({ version }) => version !== null && !isOldEnough(version))
    .map(
      ({ name, version }) =>
        `needs ${name} of ${version}; GLIBC_${kGlibcFloor} is the newest allowed`,
    );
}

function isOldEnough(version: string): boolean {
  const found = /^GLIBC_(\d+)\.(\d+)/.exec(version);
  if (found === null) return false;
  const [major, minor] = kGlibcFloor.split('.').map(Number) as [number, number];
  return Number(found[1]) === major && Number(found[2]) <= minor;
}
