import type { Gate } from './gate.ts';

/** Mach-O has pages of 16 kB on arm64, and zig's linker folds no functions that are the same. */
const kMacFactor = 1.33;

/** The file stays within the budget of its package. */
export const size: Gate = ({ bytes }, { addon, target }) => {
  const factor = target.os === 'darwin' ? kMacFactor : 1;
  const allowed = Math.floor(addon.budgetKilobytes * factor * 1000);
  return bytes <= allowed ? [] : [`has ${bytes} bytes; ${allowed} are allowed`];
};
