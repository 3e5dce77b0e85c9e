import { ValueType, type Attributes } from '@opentelemetry/api';
import type { MetricCase } from '../compare';

const values: Record<string, unknown> = {
  NaN: NaN,
  Infinity: Infinity,
  '-Infinity': -Infinity,
  'minus zero': -0,
  negative: -1,
  'a text': '5',
  null: null,
  undefined: undefined,
  'an object': {},
  'a large number': 1e300,
  'the largest safe integer': Number.MAX_SAFE_INTEGER,
};

/** The value alone, so that it shows by itself in a sum. */
const valueCases = Object.entries(values).map(([name, value]): MetricCase => ({
  name: `value: ${name}`,
  record({ meter }) {
    meter.createCounter('counter').add(value as number);
    meter.createUpDownCounter('up.down').add(value as number);
    meter.createGauge('gauge').record(value as number);
    meter.createHistogram('histogram').record(value as number);
    // Something beside it, so that there is a histogram in any case.
    meter.createHistogram('histogram').record(1);
  },
}));

const integerCases = [1.5, -1.5, 2 ** 53, 0.1].map((value): MetricCase => ({
  name: `integer instruments are given ${value}`,
  record({ meter }) {
    const options = { valueType: ValueType.INT };
    meter.createCounter('counter', options).add(value);
    meter.createUpDownCounter('up.down', options).add(value);
    meter.createGauge('gauge', options).record(value);
    meter.createHistogram('histogram', options).record(value);
  },
}));

const names = ['', '1abc', 'ümlaut', 'a b', 'a'.repeat(255), 'a'.repeat(256), 'a/b-c.d_e'];

const nameCases = names.map((name): MetricCase => ({
  name: `instrument name ${JSON.stringify(name).slice(0, 20)} (${name.length})`,
  record: ({ meter }) => meter.createCounter(name).add(1),
}));

const attributeSets: Record<string, unknown> = {
  'all types': { text: 'a', int: 1, double: 1.5, yes: true, no: false, zero: 0 },
  lists: { texts: ['a', 'b'], numbers: [1, 2.5], flags: [true], none: [] },
  'lists with holes': { texts: ['a', null, undefined, 'b'] },
  'mixed lists': { mixed: [1, 'a', true] },
  'nested lists': { nested: [[1], ['a']] },
  maps: { map: { a: 1, b: { c: [true] } } },
  'null and undefined': { none: null, missing: undefined, there: 1 },
  'an empty key': { '': 'empty' },
  'keys that are numbers': { 10: 'ten', 9: 'nine', a: 'a' },
  'keys of prototypes': { constructor: 1, toString: 'x', hasOwnProperty: true },
  'large numbers': { a: 2 ** 53, b: -(2 ** 60), c: 1e300, d: 2 ** 31, e: -(2 ** 31) - 1 },
  'minus zero': { a: -0 },
  'texts beyond ASCII': { schlüssel: 'größe', emoji: '🎉', asian: '世界' },
  'long texts': { long: 'x'.repeat(100_000), ['k'.repeat(300)]: 1 },
  bytes: { bytes: new Uint8Array([1, 2, 3]) },
  'a hundred': Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key.${i}`, i])),
};

const attributeCases = Object.entries(attributeSets).map(([name, attributes]): MetricCase => ({
  name: `attributes: ${name}`,
  record({ meter }) {
    meter.createCounter('counter').add(1, attributes as Attributes);
    meter.createCounter('counter').add(1, { ...(attributes as Attributes) });
    meter.createHistogram('histogram').record(1, attributes as Attributes);
    meter
      .createObservableGauge('gauge')
      .addCallback((result) => result.observe(1, attributes as Attributes));
  },
}));

/** Attribute sets that are nearly the same; upstream tells them apart by their JSON. */
const nearlySame: readonly Attributes[] = [
  { a: 1 },
  { a: '1' },
  { a: true },
  { a: 'true' },
  { a: [1] },
  { a: ['1'] },
  { a: '[1]' },
  { a: '' },
  { a: [] },
  {},
  { '': 1 },
  { a: 1, b: 2 },
  { b: 2, a: 1 },
  { 'a,b': '1,2' },
  { a: 1.5 },
  { A: 1 },
];

export const inputCases: readonly MetricCase[] = [
  ...valueCases,
  ...integerCases,
  ...nameCases,
  ...attributeCases,
  {
    name: 'attribute sets that are nearly the same',
    record({ meter }) {
      const counter = meter.createCounter('counter');
      nearlySame.forEach((attributes, index) => counter.add(2 ** index, attributes));
      nearlySame.forEach((attributes) => counter.add(1_000_000, attributes));
    },
  },
  {
    name: 'an attribute object that changes between calls',
    async record({ meter, collect }) {
      const counter = meter.createCounter('counter');
      const attributes: Record<string, unknown> = { a: 1 };
      counter.add(1, attributes as Attributes);
      attributes['a'] = 2;
      counter.add(10, attributes as Attributes);
      attributes['b'] = 'new';
      counter.add(100, attributes as Attributes);
      delete attributes['a'];
      counter.add(1_000, attributes as Attributes);
      await collect();
      counter.add(10_000, { a: 1 });
    },
    // Upstream keeps the object itself as the key of what is reported.
    settings: { views: [{ instrumentName: '*', attributesProcessors: [{ process: copy }] }] },
  },
  {
    name: 'a list that changes between calls',
    record({ meter }) {
      const counter = meter.createCounter('counter');
      const list = ['a'];
      counter.add(1, { list: [...list] });
      list.push('b');
      counter.add(10, { list: [...list] });
    },
  },
  {
    name: 'no attributes in all ways',
    record({ meter }) {
      const counter = meter.createCounter('counter');
      counter.add(1);
      counter.add(2, undefined);
      counter.add(4, {});
    },
  },
  {
    name: 'attributes with a prototype',
    record({ meter }) {
      const attributes = Object.create({ inherited: 1 }) as Attributes;
      attributes['own'] = 2;
      meter.createCounter('counter').add(1, attributes);
      meter.createCounter('counter').add(1, Object.assign(Object.create(null), { own: 2 }));
    },
  },
];

function copy(attributes: Attributes): Attributes {
  return { ...attributes };
}
