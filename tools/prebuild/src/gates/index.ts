import type { Job } from '../addons.ts';
import type { BinaryFacts } from '../binary-facts.ts';
import { exportedSymbols } from './exported-symbols.ts';
import { fileFormat } from './file-format.ts';
import type { Gate } from './gate.ts';
import { importedSymbols } from './imported-symbols.ts';
import { size } from './size.ts';
import { systemVersion } from './system-version.ts';

const gates: readonly Gate[] = [fileFormat, systemVersion, exportedSymbols, importedSymbols, size];

/** What keeps a binary from being published. */
export function problemsOf(facts: BinaryFacts, job: Job): string[] {
  if (facts.format === 'unknown') return ['is no binary'];
  return gates.flatMap((gate) => gate(facts, job));
}
