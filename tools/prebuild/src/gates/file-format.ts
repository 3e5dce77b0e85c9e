import type { Target } from '../targets.ts';
import type { Gate } from './gate.ts';

const machines: Record<Target['os'], Record<Target['arch'], string>> = {
  linux: { x64: 'X86_64', arm64: 'AARCH64' },
  darwin: { x64: 'X86_64', arm64: 'ARM64' },
};

/** The file is for its target, and asks for no executable stack, which hardened systems refuse to load. */
export const fileFormat: Gate = (facts, { target }) => {
  const format = target.os === 'linux' ? 'elf' : 'mach-o';
  const machine = machines[target.os][target.arch];
  const problems: string[] = [];
  if (facts.format !== format || facts.machine !== machine)
    problems.push(`is ${facts.format} for ${facts.machine}, not ${format} for ${machine}`);
  if (facts.format === 'elf' && facts.executableStack)
    problems.push('asks for an executable stack');
  return problems;
};
