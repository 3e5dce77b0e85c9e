import type { Constant } from './types.ts';

/** Where the ring keeps its two tickets. Each has a cache line (64 bytes) of its own. */
export const ringConstants: readonly Constant[] = [
  {
    name: 'WriteTicketOffset',
    value: 0,
    doc: 'u32: bytes ever written; stored by the writer with release order',
  },
  {
    name: 'ReadTicketOffset',
    value: 64,
    doc: 'u32: bytes ever read; stored by the reader with release order',
  },
  {
    name: 'RingHeaderBytes',
    value: 128,
    doc: 'where the data area begins; its size is a power of two',
  },
  {
    name: 'RecordAlignment',
    value: 8,
    doc: 'records begin at multiples of this, so a pad record always fits',
  },
];
