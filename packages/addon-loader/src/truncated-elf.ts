import { readFileHead } from './file-head.ts';

/** `\x7fELF`, 64 bits, little endian: all that we build for Linux. */
const kElf64 = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
const kHeaderBytes = 64;
const kProgramHeaderBytes = 56;
const kLoadedSegment = 1;

/**
 * Bytes that a shared object for Linux lacks at its end, 0 where it is whole or something else. The dynamic linker maps
 * the segments of a file that was cut off without a look at its size, and the process ends with SIGBUS: a full disk
 * or a broken download must not do that to an application. A file cut off within its first bytes is no ELF file to it.
 */
export function missingBytes(path: string): number {
  const { head, size } = readFileHead(path);
  if (head.length < kHeaderBytes || !head.subarray(0, kElf64.length).equals(kElf64)) return 0;
  return Math.max(0, ...segmentEnds(head).map((end) => end - size));
}

/** Where the bytes of each segment that is loaded end in the file. */
function segmentEnds(head: Buffer): number[] {
  const first = Number(head.readBigUInt64LE(32));
  const ends: number[] = [];
  for (let index = 0; index < head.readUInt16LE(56); index++) {
    const at = first + index * kProgramHeaderBytes;
    if (at + kProgramHeaderBytes > head.length) break;
    if (head.readUInt32LE(at) !== kLoadedSegment) continue;
    ends.push(Number(head.readBigUInt64LE(at + 8) + head.readBigUInt64LE(at + 32)));
  }
  return ends;
}
