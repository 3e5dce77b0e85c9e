import {
  AggregationType,
  InstrumentType,
  createAllowListAttributesProcessor,
  createDenyListAttributesProcessor,
  type AggregationOption,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics';
import {
  ROOT_CONTEXT,
  context as contextApi,
  createContextKey,
  type Context,
  type Meter,
} from '@opentelemetry/api';
import { StackContextManager } from '@opentelemetry/sdk-trace';
import type { MetricCase } from '../compare';
import type { Temporality } from '../sdks';

const attributes = { route: '/a', method: 'GET', code: 200 };

function recordOnAll(meter: Meter): void {
  meter.createCounter('counter', { unit: '1', description: 'original' }).add(2, attributes);
  meter.createUpDownCounter('up.down').add(-3, attributes);
  meter.createHistogram('histogram', { unit: 's' }).record(0.3, attributes);
  meter.createHistogram('histogram', { unit: 's' }).record(40, { ...attributes, route: '/b' });
  meter.createGauge('gauge').record(5, attributes);
  for (const observable of [
    meter.createObservableCounter('observable.counter'),
    meter.createObservableUpDownCounter('observable.up.down'),
    meter.createObservableGauge('observable.gauge'),
  ]) {
    observable.addCallback((result) => result.observe(11, attributes));
  }
}

const aggregations: Record<string, AggregationOption> = {
  default: { type: AggregationType.DEFAULT },
  drop: { type: AggregationType.DROP },
  sum: { type: AggregationType.SUM },
  'last value': { type: AggregationType.LAST_VALUE },
  'explicit buckets': { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM },
  'given buckets': {
    type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
    options: { boundaries: [10, 1, 5] },
  },
  'buckets without minimum and maximum': {
    type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
    options: { boundaries: [-Infinity, 1, Infinity], recordMinMax: false },
  },
  'exponential buckets': { type: AggregationType.EXPONENTIAL_HISTOGRAM },
  'few exponential buckets': {
    type: AggregationType.EXPONENTIAL_HISTOGRAM,
    options: { maxSize: 4, recordMinMax: false },
  },
};

/** Aggregations of every kind of instrument that records at once; of observables those that the specification has. */
const aggregationCases = Object.entries(aggregations).flatMap(([name, aggregation]) =>
  (['cumulative', 'delta'] satisfies Temporality[]).map((temporality): MetricCase => ({
    name: `aggregation ${name}, ${temporality}`,
    settings: { temporality, views: [{ instrumentName: '*', aggregation }] },
    async record({ meter, collect }) {
      const instruments = [
        meter.createCounter('counter'),
        meter.createUpDownCounter('up.down'),
        meter.createGauge('gauge'),
        meter.createHistogram('histogram'),
      ];
      for (const value of [1, 7.5, 3, 1_000]) {
        for (const instrument of instruments) {
          if ('add' in instrument) instrument.add(value, { a: value % 2 });
          else instrument.record(value, { a: value % 2 });
        }
        await collect();
      }
    },
  })),
);

/** The same instruments under these views. */
const viewsByName: Record<string, ViewOptions[]> = {
  'another name': [{ instrumentName: 'counter', name: 'renamed' }],
  'another description': [{ instrumentName: 'counter', description: 'another' }],
  'an empty description': [{ instrumentName: 'counter', description: '' }],
  'attributes that are allowed': [
    {
      instrumentName: '*',
      attributesProcessors: [createAllowListAttributesProcessor(['route', 'absent'])],
    },
  ],
  'attributes that are denied': [
    {
      instrumentName: '*',
      attributesProcessors: [createDenyListAttributesProcessor(['route'])],
    },
  ],
  'no attribute is allowed': [
    {
      instrumentName: '*',
      attributesProcessors: [createAllowListAttributesProcessor([])],
    },
  ],
  'attributes through two filters': [
    {
      instrumentName: 'c*',
      attributesProcessors: [
        createAllowListAttributesProcessor(['route', 'code']),
        createDenyListAttributesProcessor(['code']),
      ],
    },
  ],
  'attributes that a processor makes': [
    {
      instrumentName: 'counter',
      attributesProcessors: [{ process: (incoming) => ({ ...incoming, added: true }) }],
    },
  ],
  'selected by kind': [
    {
      instrumentType: InstrumentType.HISTOGRAM,
      description: 'selected',
    },
  ],
  'selected by unit': [{ instrumentUnit: 's', description: 'selected' }],
  'selected by meter': [{ meterName: 'scope', description: 'selected' }],
  'selected by version': [{ meterVersion: '1.2.3', description: 'selected' }],
  'selected by schema': [
    {
      meterSchemaUrl: 'https://example.test/scope',
      description: 'selected',
    },
  ],
  'selected by a version that is not there': [{ meterVersion: '9', description: 'no' }],
  'all criteria have to hold': [
    {
      instrumentName: 'counter',
      instrumentUnit: 'By',
      description: 'no',
    },
  ],
  'wildcard at the end': [{ instrumentName: 'observable.*', description: 'wild' }],
  'wildcard in the middle': [{ instrumentName: 'ob*gauge', description: 'wild' }],
  'wildcard at the beginning': [{ instrumentName: '*er', description: 'wild' }],
  'a dot is a dot': [{ instrumentName: 'up?down', description: 'no' }],
  'everything is dropped but one': [
    {
      instrumentName: 'counter',
      aggregation: { type: AggregationType.DROP },
    },
  ],
  'two views of one instrument': [
    { instrumentName: 'histogram', name: 'as.sum', aggregation: { type: AggregationType.SUM } },
    {
      instrumentName: 'histogram',
      name: 'as.buckets',
      attributesProcessors: [createAllowListAttributesProcessor([])],
    },
  ],
  'two views of one instrument, one of which drops': [
    { instrumentName: 'counter', aggregation: { type: AggregationType.DROP } },
    { instrumentName: 'counter', name: 'kept' },
  ],
  'views whose streams have the same name': [
    { instrumentName: 'counter', name: 'same' },
    { instrumentName: 'histogram', name: 'same' },
  ],
  'two views of one instrument that make the same stream': [
    { instrumentName: 'counter', description: 'first' },
    { instrumentName: 'counter', description: 'the second' },
  ],
};

const tenant = createContextKey('tenant');

/** Tells what context it was given. */
const contextView: ViewOptions = {
  instrumentName: '*',
  attributesProcessors: [
    {
      process: (incoming, context?: Context) => ({
        ...incoming,
        tenant: context === undefined ? 'no context' : String(context.getValue(tenant)),
      }),
    },
  ],
};

const contextCase: MetricCase = {
  name: 'processors get the context of a measurement, else the active one',
  settings: { views: [contextView] },
  async record({ meter, collect }) {
    contextApi.setGlobalContextManager(new StackContextManager().enable());
    try {
      contextApi.with(ROOT_CONTEXT.setValue(tenant, 'active'), () => recordOnAll(meter));
      recordOnAll(meter);
      meter.createCounter('counter').add(1, {}, ROOT_CONTEXT.setValue(tenant, 'given'));
      await collect();
    } finally {
      contextApi.disable();
    }
  },
};

export const viewCases: readonly MetricCase[] = [
  contextCase,
  ...Object.entries(viewsByName).map(([name, views]): MetricCase => ({
    name,
    settings: { views },
    async record({ meter, collect }) {
      recordOnAll(meter);
      await collect();
    },
  })),
  ...aggregationCases,
];
