import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const kHeadBytes = 4_096;

export interface FileHead {
  /** The first bytes of the file. */
  readonly head: Buffer;
  /** Bytes in the whole file. */
  readonly size: number;
}

/** @throws what the file system throws */
export function readFileHead(path: string): FileHead {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(kHeadBytes);
    const head = buffer.subarray(0, readSync(file, buffer, 0, kHeadBytes, 0));
    return { head, size: fstatSync(file).size };
  } finally {
    closeSync(file);
  }
}
