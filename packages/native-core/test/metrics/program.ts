import { ValueType, type Attributes, type MetricOptions } from '@opentelemetry/api';
import {
  AggregationType,
  createAllowListAttributesProcessor,
  createDenyListAttributesProcessor,
  type AggregationOption,
} from '@opentelemetry/sdk-metrics';
import * as fc from 'fast-check';
import type { Temporality } from './sdks';
import { attributeSets, observedSets, observedValues, recordedValues } from './values';

export const instrumentKinds = [
  'Counter',
  'UpDownCounter',
  'Gauge',
  'Histogram',
  'ObservableCounter',
  'ObservableUpDownCounter',
  'ObservableGauge',
] as const;
export type InstrumentKind = (typeof instrumentKinds)[number];

const { EXPLICIT_BUCKET_HISTOGRAM, EXPONENTIAL_HISTOGRAM } = AggregationType;

export interface InstrumentPlan {
  readonly kind: InstrumentKind;
  readonly name: string;
  readonly meter: number;
  readonly options: MetricOptions;
}

/** What a callback observes in each collection, in turn. */
export type Observations = readonly (readonly (readonly [number, Attributes])[])[];

/** One step. Instruments are named by a number that counts round those of the program; calls that one has not are left out. */
export type MetricCall =
  | {
      call: 'record';
      instrument: number;
      value: number;
      attributes?: Attributes;
      /** Through an instrument that is bound to the attributes, in the SDK that has such. */
      isBound?: boolean;
    }
  | { call: 'addCallback'; instrument: number; observations: Observations }
  | { call: 'removeCallback'; instrument: number }
  | { call: 'batch'; instruments: readonly number[]; observations: Observations }
  | { call: 'createAgain'; instrument: number }
  | { call: 'collect' };

/** A view as data, so that a failing program can be printed and read. */
export interface ViewPlan {
  readonly instrumentName: string;
  readonly name?: string;
  readonly description?: string;
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly aggregation?: AggregationOption;
  readonly aggregationCardinalityLimit?: number;
}

export interface MetricProgram {
  readonly temporality: Temporality;
  readonly cardinalityLimit?: number;
  readonly views: readonly ViewPlan[];
  readonly instruments: readonly InstrumentPlan[];
  readonly calls: readonly MetricCall[];
}

const kDefaultLimit = 2_000;
const names = ['a', 'b', 'c.d', 'e'] as const;

const options: fc.Arbitrary<MetricOptions> = fc.record(
  {
    unit: fc.constantFrom('', 's', 'By'),
    description: fc.constantFrom('', 'short', 'somewhat longer'),
    valueType: fc.constantFrom(ValueType.INT, ValueType.DOUBLE),
    advice: fc.record(
      { explicitBucketBoundaries: fc.constantFrom([], [0], [-1, 0, 1], [0.5, 8, 1024]) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const instruments: fc.Arbitrary<InstrumentPlan> = fc.record({
  kind: fc.constantFrom(...instrumentKinds),
  name: fc.constantFrom(...names),
  meter: fc.nat(1),
  options,
});

const aggregations: fc.Arbitrary<AggregationOption> = fc.oneof(
  fc.constantFrom<AggregationOption>(
    { type: AggregationType.DEFAULT },
    { type: AggregationType.DROP },
    { type: AggregationType.SUM },
    { type: AggregationType.LAST_VALUE },
    { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM },
  ),
  fc.record({
    type: fc.constant<AggregationType.EXPLICIT_BUCKET_HISTOGRAM>(
      AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
    ),
    options: fc.record({
      boundaries: fc.constantFrom<number[][]>([], [0, 4, 16], [16, 0, 4], [-8, -1, 1, 8]),
      recordMinMax: fc.boolean(),
    }),
  }),
  fc.record({
    type: fc.constant<AggregationType.EXPONENTIAL_HISTOGRAM>(EXPONENTIAL_HISTOGRAM),
    options: fc.record({ maxSize: fc.constantFrom(2, 3, 20, 160), recordMinMax: fc.boolean() }),
  }),
);

const viewPlans = (limits: fc.Arbitrary<number>): fc.Arbitrary<ViewPlan> =>
  fc
    .record(
      {
        instrumentName: fc.constantFrom(...names, '*', 'c.*'),
        name: fc.constantFrom('a', 'renamed'),
        description: fc.constantFrom('', 'of a view'),
        allow: fc.subarray(['a', 'b', 'text']),
        deny: fc.subarray(['a', 'b', 'text']),
        aggregation: aggregations,
        aggregationCardinalityLimit: limits,
      },
      { requiredKeys: ['instrumentName'] },
    )
    .map(({ name, ...view }) =>
      // A name with a wildcard is refused.
      name === undefined || view.instrumentName.includes('*') ? view : { ...view, name },
    );

const numbers = fc.nat(5);

const observations = (isDelta: boolean): fc.Arbitrary<Observations> =>
  fc
    .tuple(
      fc.uniqueArray(observedSets, { minLength: 1, maxLength: 2, selector: JSON.stringify }),
      fc.array(fc.array(fc.tuple(observedValues, fc.boolean()), { minLength: 2, maxLength: 2 }), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([sets, rounds]) =>
      rounds.map((round) =>
        sets.flatMap((set, index) => {
          const [value, isThere] = round[index]!;
          // differences.ts: cumulative, upstream goes on with what is not observed any more.
          return isThere || !isDelta ? [[value, set] as const] : [];
        }),
      ),
    );

function calls(isDelta: boolean): fc.Arbitrary<MetricCall> {
  const record = fc.record(
    {
      call: fc.constant('record' as const),
      instrument: numbers,
      value: recordedValues,
      attributes: attributeSets,
      isBound: fc.boolean(),
    },
    { requiredKeys: ['call', 'instrument', 'value'] },
  );
  const addCallback = fc.record({
    call: fc.constant('addCallback' as const),
    instrument: numbers,
    observations: observations(isDelta),
  });
  const batch = fc.record({
    call: fc.constant('batch' as const),
    instruments: fc.array(numbers, { maxLength: 3 }),
    observations: observations(isDelta),
  });
  const removeCallback = fc.record({
    call: fc.constant('removeCallback' as const),
    instrument: numbers,
  });
  const createAgain = fc.record({ call: fc.constant('createAgain' as const), instrument: numbers });
  return fc.oneof(
    { weight: 12, arbitrary: record },
    { weight: 3, arbitrary: fc.constant<MetricCall>({ call: 'collect' }) },
    { weight: 3, arbitrary: addCallback },
    { weight: 1, arbitrary: batch },
    { weight: 1, arbitrary: createAgain },
    { weight: isDelta ? 1 : 0, arbitrary: removeCallback },
  );
}

export const metricPrograms: fc.Arbitrary<MetricProgram> = fc
  .constantFrom<Temporality>('cumulative', 'delta', 'lowmemory')
  .chain((temporality) => {
    const isDelta = temporality === 'delta';
    // Cumulative limits count otherwise: differences.ts.
    const limits = isDelta ? fc.constantFrom(8, 9, kDefaultLimit) : fc.constant(kDefaultLimit);
    return fc.record(
      {
        temporality: fc.constant(temporality),
        cardinalityLimit: limits,
        views: fc.array(viewPlans(limits), { maxLength: 3 }),
        instruments: fc.array(instruments, { minLength: 1, maxLength: 5 }),
        calls: fc.array(calls(isDelta), { minLength: 1, maxLength: 30, size: 'max' }),
      },
      { requiredKeys: ['temporality', 'views', 'instruments', 'calls'] },
    );
  })
  .map(withoutUpDownInDelta)
  .map((program) => (isLimited(program) ? withoutBound(program) : program))
  .map(withoutCommonStreams)
  .map(withDropAlone)
  .map((program) => (hasBuckets(program) ? withoutObservables(program) : program))
  .map((program) => (hasExponentialBuckets(program) ? withPositiveValues(program) : program));

/** They stay cumulative, where observations that go and limits are meant to differ: differences.ts. */
function withoutUpDownInDelta(program: MetricProgram): MetricProgram {
  if (program.temporality !== 'delta') return program;
  const isCumulative = (kind: InstrumentKind) =>
    kind === 'ObservableUpDownCounter' || (kind === 'UpDownCounter' && isLimited(program));
  return {
    ...program,
    instruments: program.instruments.map((plan) => ({
      ...plan,
      kind: isCumulative(plan.kind)
        ? (plan.kind.replace('UpDown', '') as InstrumentKind)
        : plan.kind,
    })),
  };
}

function isLimited({ cardinalityLimit, views }: MetricProgram): boolean {
  const limits = [cardinalityLimit, ...views.map((view) => view.aggregationCardinalityLimit)];
  return limits.some((limit) => limit !== undefined && limit < kDefaultLimit);
}

/** A bound instrument keeps its series when an interval has no room for others, see bound-instruments.test.ts. */
function withoutBound(program: MetricProgram): MetricProgram {
  return {
    ...program,
    calls: program.calls.map((call) =>
      call.call === 'record' ? { ...call, isBound: false } : call,
    ),
  };
}

/** No observable feeds one stream through two views, nor do several: it would be observed twice, see differences.ts. */
function withoutCommonStreams(program: MetricProgram): MetricProgram {
  if (!program.instruments.some(({ kind }) => kind.startsWith('Observable'))) return program;
  return {
    ...program,
    views: program.views
      .slice(0, 1)
      .map((view) =>
        view.name === undefined ? view : { ...view, name: `renamed.${view.instrumentName}` },
      ),
  };
}

/** For upstream a dropped stream takes the place of another view's of the same name: differences.ts. */
function withDropAlone(program: MetricProgram): MetricProgram {
  const drop = program.views.find(({ aggregation }) => aggregation?.type === AggregationType.DROP);
  return drop === undefined ? program : { ...program, views: [drop] };
}

function hasBuckets({ views }: MetricProgram): boolean {
  return views.some(({ aggregation }) => (aggregation?.type ?? 0) >= EXPLICIT_BUCKET_HISTOGRAM);
}

/** Upstream takes differences of observed values even where a view makes histograms of them: differences.ts. */
function withoutObservables(program: MetricProgram): MetricProgram {
  return {
    ...program,
    instruments: program.instruments.map((plan) => ({
      ...plan,
      kind: plan.kind.replace('Observable', '') as InstrumentKind,
    })),
  };
}

function hasExponentialBuckets({ views }: MetricProgram): boolean {
  return views.some(({ aggregation }) => aggregation?.type === EXPONENTIAL_HISTOGRAM);
}

/** Upstream gives another scale when it adds histograms of which one has no bucket of a sign that the other has: differences.ts. */
function withPositiveValues(program: MetricProgram): MetricProgram {
  return {
    ...program,
    calls: program.calls.map((call) =>
      call.call === 'record' && !(call.value > 0) ? { ...call, value: positive(call.value) } : call,
    ),
  };
}

function positive(value: number): number {
  return Number.isFinite(value) ? 1 - value : 1;
}

export function attributesProcessorsOf({ allow, deny }: ViewPlan) {
  return [
    ...(allow ? [createAllowListAttributesProcessor([...allow])] : []),
    ...(deny ? [createDenyListAttributesProcessor([...deny])] : []),
  ];
}
