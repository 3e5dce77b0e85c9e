import type { Attributes, Counter } from '@opentelemetry/api';
import { bindInstrument, type Bindable, type BoundCounter } from '@otel-native/api-bridge';
import { InMemoryMeter } from './in-memory-meter';

test('an instrument that cannot be bound gets a copy of the attributes with each measurement', () => {
  const sdk = new InMemoryMeter();
  const meter = sdk.getMeter('library');
  const attributes: Attributes = { route: '/' };
  const bound = [
    bindInstrument(meter.createCounter('counter'), attributes),
    bindInstrument(meter.createUpDownCounter('up-down'), attributes),
  ];
  const recording = [
    bindInstrument(meter.createHistogram('histogram'), attributes),
    bindInstrument(meter.createGauge('gauge'), attributes),
  ];
  attributes.route = 'changed';
  sdk.lines.length = 0;
  for (const instrument of bound) instrument.add(1);
  for (const instrument of recording) instrument.record(2);
  expect(sdk.lines).toEqual([
    'counter 1 {"route":"/"}',
    'up-down 1 {"route":"/"}',
    'histogram 2 {"route":"/"}',
    'gauge 2 {"route":"/"}',
  ]);
});

test('an instrument that can be bound does it itself', () => {
  const seen: unknown[] = [];
  const counter: Counter & Bindable<BoundCounter> = {
    add: () => seen.push('unbound'),
    bind: (attributes) => ({ add: (value) => void seen.push([value, attributes]) }),
  };
  bindInstrument(counter, { a: 1 }).add(5);
  expect(seen).toEqual([[5, { a: 1 }]]);
});

test('attributes that cannot be read are left to the instrument', () => {
  const attributes = {
    get a(): string {
      throw new Error('not to be read');
    },
  };
  const seen: unknown[] = [];
  const counter: Counter = { add: (value, given) => void seen.push([value, given === attributes]) };
  bindInstrument(counter, attributes).add(5);
  expect(seen).toEqual([[5, true]]);
});
