import type { Job } from '../addons.ts';
import type { ElfFacts, MachOFacts } from '../binary-facts.ts';

export type KnownFacts = { readonly bytes: number } & (ElfFacts | MachOFacts);

/** Returns what is wrong with a binary, one line each. */
export type Gate = (facts: KnownFacts, job: Job) => string[];
