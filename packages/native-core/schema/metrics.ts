import type { Constant, Enumeration, Layout } from './types.ts';

/** What a record that defines a part of metrics begins with; as records.ts has it. */
const recordStart: Layout['fields'] = [
  { name: 'recordBytes', type: 'u32', doc: 'size of the whole record, a multiple of 8' },
  { name: 'recordType', type: 'u8', doc: 'a `RecordType`' },
];
const reserved = (count: number): Layout['fields'] =>
  Array.from({ length: count }, (_, i) => ({ name: `reserved${i}`, type: 'u8', doc: 'zero' }));

export const streamRecord: Layout = {
  name: 'Stream',
  doc: 'The fixed part of a stream record; the strings name, description and unit follow, then the boundaries (f64).',
  fields: [
    ...recordStart,
    { name: 'aggregation', type: 'u8', doc: 'an `Aggregation`' },
    { name: 'flags', type: 'u8', doc: '`StreamFlag` bits' },
    ...reserved(1),
    { name: 'streamId', type: 'u32', doc: 'counts up from 0; a known one gets a new description' },
    { name: 'scopeId', type: 'u32', doc: 'names an earlier scope record' },
    { name: 'boundaryCount', type: 'u32', doc: 'of an explicit histogram' },
    { name: 'positiveCount', type: 'u32', doc: 'positive buckets of an exponential histogram' },
    { name: 'negativeCount', type: 'u32', doc: 'its negative buckets' },
    { name: 'exemplarCount', type: 'u32', doc: 'exemplars that a series has room for' },
  ],
};

export const seriesRecord: Layout = {
  name: 'Series',
  doc: 'The fixed part of a series record; its attributes follow.',
  fields: [
    ...recordStart,
    ...reserved(3),
    { name: 'streamId', type: 'u32', doc: 'names an earlier stream record' },
    {
      name: 'seriesId',
      type: 'u32',
      doc: 'counts up from 0 in the stream; a known one is replaced',
    },
    { name: 'chunk', type: 'u32', doc: 'the number of the chunk that holds its two banks' },
    { name: 'place', type: 'u32', doc: 'where the first one begins, in doubles' },
    { name: 'attributeCount', type: 'u32', doc: '' },
  ],
};

export const exemplarsRecord: Layout = {
  name: 'Exemplars',
  doc: 'Where the exemplars of a series are.',
  fields: [
    ...recordStart,
    ...reserved(3),
    { name: 'streamId', type: 'u32', doc: '' },
    { name: 'seriesId', type: 'u32', doc: '' },
    { name: 'chunk', type: 'u32', doc: 'as in a series record' },
    { name: 'place', type: 'u32', doc: '' },
  ],
};

export const filteredRecord: Layout = {
  name: 'Filtered',
  doc: 'The fixed part of a record of what a view left out; the attributes follow.',
  fields: [
    ...recordStart,
    ...reserved(3),
    { name: 'filteredId', type: 'u32', doc: 'counts up from 1' },
    { name: 'epoch', type: 'u32', doc: 'the collection interval in which an exemplar names it' },
    { name: 'attributeCount', type: 'u32', doc: '' },
  ],
};

export const aggregation: Enumeration = {
  name: 'Aggregation',
  doc: 'What a stream makes of measurements.',
  members: [
    { name: 'Sum', value: 0, doc: '' },
    { name: 'LastValue', value: 1, doc: '' },
    { name: 'Explicit', value: 2, doc: 'a histogram with explicit boundaries' },
    { name: 'Exponential', value: 3, doc: 'a base-2 exponential histogram' },
  ],
};

export const streamFlag: Enumeration = {
  name: 'StreamFlag',
  doc: 'Bits of `flags`.',
  members: [
    { name: 'Delta', value: 1, doc: 'delta temporality, else cumulative' },
    { name: 'Monotonic', value: 2, doc: '' },
    { name: 'Integer', value: 4, doc: 'whole numbers, sent as such' },
    { name: 'Observed', value: 8, doc: 'of an observable instrument' },
    { name: 'HasSum', value: 16, doc: 'its histograms tell the sum' },
    { name: 'HasMinMax', value: 32, doc: 'and the extremes' },
  ],
};

/** The control block and the banks of series; docs/metrics.md draws them. */
export const metricConstants: readonly Constant[] = [
  { name: 'MetricControlBytes', value: 128, doc: 'size of the control block' },
  { name: 'EpochOffset', value: 0, doc: 'i32: the collection interval; the drain thread adds one' },
  { name: 'RecordingOffset', value: 64, doc: 'i32: 1 while a measurement is being recorded' },
  { name: 'StampDouble', value: 0, doc: 'the interval that the bank holds' },
  { name: 'StartDouble', value: 1, doc: 'first recording in it, milliseconds since the epoch' },
  { name: 'ValueDouble', value: 2, doc: 'a sum or a last value' },
  { name: 'NumberBankDoubles', value: 3, doc: 'size of such a bank' },
  { name: 'CountDouble', value: 2, doc: 'of a histogram: number of values' },
  { name: 'SumDouble', value: 3, doc: 'their sum' },
  { name: 'MinDouble', value: 4, doc: 'the smallest' },
  { name: 'MaxDouble', value: 5, doc: 'the largest' },
  { name: 'ExplicitBucketsDouble', value: 6, doc: 'the first bucket' },
  { name: 'ZeroCountDouble', value: 6, doc: 'of an exponential histogram: zeros' },
  { name: 'ScaleDouble', value: 7, doc: '' },
  { name: 'PositiveStartDouble', value: 8, doc: 'index of the first positive bucket' },
  { name: 'PositiveLengthDouble', value: 9, doc: 'number of positive buckets in use' },
  { name: 'NegativeStartDouble', value: 10, doc: '' },
  { name: 'NegativeLengthDouble', value: 11, doc: '' },
  { name: 'ExponentialBucketsDouble', value: 12, doc: 'positive buckets, then negative ones' },
  {
    name: 'ExemplarsDouble',
    value: 1,
    doc: 'in a bank of exemplars: the first one, behind a stamp',
  },
  { name: 'ExemplarDoubles', value: 7, doc: 'size of an exemplar' },
  { name: 'ExemplarSeenDouble', value: 0, doc: 'measurements that it was chosen from' },
  { name: 'ExemplarMillisDouble', value: 1, doc: 'its time; 0: there is none' },
  { name: 'ExemplarValueDouble', value: 2, doc: '' },
  { name: 'ExemplarFilteredDouble', value: 3, doc: 'names a filtered record; 0: none' },
  { name: 'ExemplarTraceIdDouble', value: 4, doc: '16 bytes' },
  { name: 'ExemplarSpanIdDouble', value: 6, doc: '8 bytes' },
  { name: 'TargetWords', value: 4, doc: 'what one observed value is: so many u32' },
  { name: 'TargetStreamWord', value: 0, doc: 'names an earlier stream record' },
  { name: 'TargetSeriesWord', value: 1, doc: 'names an earlier series record of it' },
  { name: 'TargetPlaceWord', value: 2, doc: 'where among the values it is' },
  { name: 'TargetFlagsWord', value: 3, doc: '`TargetFlag` bits' },
];

export const targetFlag: Enumeration = {
  name: 'TargetFlag',
  doc: 'Bits of a target.',
  members: [
    { name: 'Overflow', value: 1, doc: 'several values of an observation are added up' },
    { name: 'Optional', value: 2, doc: 'a value that is no number was not observed' },
  ],
};
