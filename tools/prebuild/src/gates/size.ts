import type { Gate } from './gate.ts';

/** zig's linker for macOS folds no functions that are the same, and fills each segment to a page of 16 kB on arm64. */
const kMacFactor = 1.33;
const kMacPagesBytes = 24_000;

/** The file stays within the budget of its package. */
export const size: Gate = ({ bytes }, { addon, target }) => {
  const budget = addon.budgetKilobytes * 1000;
  const allowed = target.os === 'darwin' ? budget * kMacFactor + kMacPagesBytes : budget;
  return bytes <= allowed ? [] : [`has ${bytes} bytes; ${Math.floor(allowed)} are allowed`];
};
